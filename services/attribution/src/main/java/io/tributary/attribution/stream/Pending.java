package io.tributary.attribution.stream;

import io.tributary.attribution.journey.AttributionDecision.Wait;
import io.tributary.contract.tracking.ConversionReceived;

/**
 * A conversion that waits.
 *
 * @param since when it began to wait, by the clock of the process, in milliseconds
 */
record Pending(ConversionReceived report, Wait.For what, long since) {}
