/**
 * Attribution models over many journeys that were summed by their path: what each channel is worth.
 * Definitions are those of {@code docs/attribution-models.md}. May depend on nothing but the JDK.
 */
@NullMarked
package io.tributary.attribution.model.report;

import org.jspecify.annotations.NullMarked;
