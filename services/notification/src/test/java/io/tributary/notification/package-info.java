/** Tests of the notification service over HTTP, against real servers. */
@org.jspecify.annotations.NullMarked
package io.tributary.notification;
