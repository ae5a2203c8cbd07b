/**
 * Journeys and the decision who earned a conversion: pure functions over records. May depend on
 * {@code model}, the rule engine and contracts.
 */
@NullMarked
package io.tributary.attribution.journey;

import org.jspecify.annotations.NullMarked;
