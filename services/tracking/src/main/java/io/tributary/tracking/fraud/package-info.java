/** What speaks against a touch. Depends on {@code click}, {@code session} and the contracts. */
@NullMarked
package io.tributary.tracking.fraud;

import org.jspecify.annotations.NullMarked;
