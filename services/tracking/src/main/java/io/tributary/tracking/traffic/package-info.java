/**
 * A campaign's traffic terms in the form that a click uses: audiences, pages, hours and caps,
 * worked out once when the terms arrive. Depends on {@code url} and the contracts.
 */
@NullMarked
package io.tributary.tracking.traffic;

import org.jspecify.annotations.NullMarked;
