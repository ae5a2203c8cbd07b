/** Redis as a memory that all edges share. Depends on {@code session} and its ports. */
@NullMarked
package io.tributary.tracking.cache;

import org.jspecify.annotations.NullMarked;
