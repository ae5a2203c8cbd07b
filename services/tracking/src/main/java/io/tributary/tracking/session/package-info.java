/**
 * What is remembered of visitors for a while, in Redis or, while that cannot be asked, here.
 * Depends on {@code click}, {@code directory}, {@code network}, {@code traffic} and the contracts.
 */
@NullMarked
package io.tributary.tracking.session;

import org.jspecify.annotations.NullMarked;
