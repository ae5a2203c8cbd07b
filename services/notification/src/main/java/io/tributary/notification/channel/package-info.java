/** The ways out: SMTP and HTTP, and the workers that use them. */
@NullMarked
package io.tributary.notification.channel;

import org.jspecify.annotations.NullMarked;
