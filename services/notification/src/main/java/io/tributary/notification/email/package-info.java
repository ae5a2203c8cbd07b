/** What mails say and to whom. Knows no framework, no database. */
@NullMarked
package io.tributary.notification.email;

import org.jspecify.annotations.NullMarked;
