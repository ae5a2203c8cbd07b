/** The last half hour, minute by minute, in memory. Knows no framework; depends on contracts. */
@NullMarked
package io.tributary.reporting.live;

import org.jspecify.annotations.NullMarked;
