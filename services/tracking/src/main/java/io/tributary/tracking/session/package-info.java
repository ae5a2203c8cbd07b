/** What is remembered of visitors for a while. Depends on {@code click} and the contracts. */
@NullMarked
package io.tributary.tracking.session;

import org.jspecify.annotations.NullMarked;
