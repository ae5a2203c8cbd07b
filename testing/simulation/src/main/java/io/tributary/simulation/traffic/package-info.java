/** What visitors do: a seeded history, and traffic as it happens. */
@NullMarked
package io.tributary.simulation.traffic;

import org.jspecify.annotations.NullMarked;
