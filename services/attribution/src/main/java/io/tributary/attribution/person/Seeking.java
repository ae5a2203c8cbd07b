package io.tributary.attribution.person;

import io.tributary.attribution.journey.Journey;
import io.tributary.attribution.journey.Touch;
import io.tributary.contract.decision.Ground.Cause;
import io.tributary.contract.decision.Ground.MatchKey;
import io.tributary.contract.tracking.ConversionReceived;
import java.time.Duration;

/**
 * A conversion that looks for the touches of its person.
 *
 * @param own touches of the visitor that converted
 * @param by how the person was found: by customer id or hashed e-mail address
 * @param cause why it is decided
 */
public record Seeking(ConversionReceived report, Journey own, MatchKey by, Cause cause) {

  /** How long after a conversion was received what comes late may change who is credited. */
  public static final Duration GRACE = Duration.ofHours(24);

  /** Whether the conversion may still be credited anew at that time, in milliseconds. */
  public static boolean isOpen(ConversionReceived report, long atMillis) {
    return atMillis <= report.receivedAt().toEpochMilli() + GRACE.toMillis();
  }

  /** Whether a touch that came late could have led to the conversion. */
  public static boolean concerns(Touch touch, ConversionReceived report) {
    return touch.campaignId().equals(report.campaignId())
        && !touch.occurredAt().isAfter(report.occurredAt());
  }

  Seeking because(Cause other) {
    return new Seeking(report, own, by, other);
  }
}
