/**
 * Journeys and the decision who earned a conversion: pure functions over records. May depend on
 * contracts only.
 */
@NullMarked
package io.tributary.attribution.journey;

import org.jspecify.annotations.NullMarked;
