/**
 * What webhooks say, when they are tried again, where they may go. Knows no framework, no database.
 */
@NullMarked
package io.tributary.notification.webhook;

import org.jspecify.annotations.NullMarked;
