/** The product's API and edge as their clients see them. */
@NullMarked
package io.tributary.simulation.http;

import org.jspecify.annotations.NullMarked;
