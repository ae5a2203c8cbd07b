/** What notification takes from topics. Depends on the store. */
@NullMarked
package io.tributary.notification.stream;

import org.jspecify.annotations.NullMarked;
