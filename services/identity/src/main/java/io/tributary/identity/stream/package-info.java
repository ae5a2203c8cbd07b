/** What identity takes from topics. Depends on the store. */
@NullMarked
package io.tributary.identity.stream;

import org.jspecify.annotations.NullMarked;
