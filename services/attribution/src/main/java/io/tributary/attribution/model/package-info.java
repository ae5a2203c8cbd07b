/**
 * Attribution models over one journey: pure functions from points in time to parts per million. May
 * depend on nothing but the JDK.
 */
@NullMarked
package io.tributary.attribution.model;

import org.jspecify.annotations.NullMarked;
