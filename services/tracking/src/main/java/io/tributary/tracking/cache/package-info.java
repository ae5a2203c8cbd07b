/** Redis as a memory that all edges share. Depends on {@code session} and {@code limit}. */
@NullMarked
package io.tributary.tracking.cache;

import org.jspecify.annotations.NullMarked;
