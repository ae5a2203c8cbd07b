/** The HTTP endpoints of notification. Depends on the store. */
@NullMarked
package io.tributary.notification.web;

import org.jspecify.annotations.NullMarked;
