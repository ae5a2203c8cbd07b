/** Load at a given rate, with a record of everything that was sent and answered. */
@NullMarked
package io.tributary.simulation.load;

import org.jspecify.annotations.NullMarked;
