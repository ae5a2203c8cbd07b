/**
 * What a followed link leads to, and what is recorded of it. Depends on {@code directory}, {@code
 * traffic}, {@code client}, {@code url} and {@code visitor}.
 */
@NullMarked
package io.tributary.tracking.click;

import org.jspecify.annotations.NullMarked;
