/**
 * A demo programme, its traffic, and load for tests, over the public HTTP interfaces. Depends on
 * nothing of the product.
 */
@NullMarked
package io.tributary.simulation;

import org.jspecify.annotations.NullMarked;
