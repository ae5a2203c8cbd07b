/** The schema notification in SQL. */
@NullMarked
package io.tributary.notification.store;

import org.jspecify.annotations.NullMarked;
