/**
 * What speaks against a touch: signals, one file each, and the verdict that they add up to. Depends
 * on {@code agent}, {@code click}, {@code client}, {@code dataset}, {@code directory}, {@code
 * network}, {@code session} and the contracts.
 */
@NullMarked
package io.tributary.tracking.fraud;

import org.jspecify.annotations.NullMarked;
