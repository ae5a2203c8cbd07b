/**
 * Reported outcomes: what a postback or a pixel says, whether it is believed, and under which id.
 * Depends on {@code directory}, {@code visitor} and {@code refusal}.
 */
@NullMarked
package io.tributary.tracking.conversion;

import org.jspecify.annotations.NullMarked;
