/**
 * The notification service: e-mail to people, signed webhooks to other systems. Depends on
 * contracts and platform.
 */
@NullMarked
package io.tributary.notification;

import org.jspecify.annotations.NullMarked;
