/** Who takes part: the plan of the demo programme, and its creation through the API. */
@NullMarked
package io.tributary.simulation.programme;

import org.jspecify.annotations.NullMarked;
