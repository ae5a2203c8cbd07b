package io.tributary.attribution.stream;

import io.tributary.attribution.journey.AttributionDecision.Wait;
import java.time.Duration;

/**
 * How long conversions wait for what they need.
 *
 * @param click for the click that they name
 * @param directory for their campaign and its affiliates
 */
public record WaitLimits(Duration click, Duration directory) {

  Duration of(Wait.For what) {
    return switch (what) {
      case CLICK -> click;
      case CAMPAIGN, PARTNERSHIP -> directory;
    };
  }
}
