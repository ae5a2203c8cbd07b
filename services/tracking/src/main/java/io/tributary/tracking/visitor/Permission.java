package io.tributary.tracking.visitor;

import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.tracking.Consent;

/**
 * What may be done to recognise a visitor.
 *
 * @param consent what the visitor said
 * @param cookie whether the visitor cookie may be read and set
 * @param fingerprint whether a fingerprint may be made
 */
public record Permission(Consent consent, boolean cookie, boolean fingerprint) {

  /** The permission by what was said, by what the tenant wants, and by where the visitor is. */
  public static Permission of(ConsentSignals signals, TrackingTerms terms, Place place) {
    Consent said = signals.said();
    boolean tracked =
        switch (said) {
          case GRANTED -> true;
          case DENIED -> false;
          case UNKNOWN -> isTrackedUndecided(signals, terms, place);
        };
    return new Permission(
        said,
        tracked && terms.cookies(),
        tracked && terms.fingerprint() != TrackingTerms.Fingerprint.OFF);
  }

  private static boolean isTrackedUndecided(
      ConsentSignals signals, TrackingTerms terms, Place place) {
    return switch (terms.unknownConsent()) {
      case GRANTED -> true;
      case DENIED -> false;
      case DENIED_IN_EUROPE -> signals.saysOutsideOfEurope() || !place.isEurope();
    };
  }
}
