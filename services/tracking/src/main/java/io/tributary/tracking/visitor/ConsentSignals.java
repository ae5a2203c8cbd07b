package io.tributary.tracking.visitor;

import io.tributary.contract.tracking.Consent;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor, its browser or the page that it comes from says about being tracked.
 *
 * @param optedOut by {@code Sec-GPC: 1}, {@code no_track=1}, or the cookie {@code DNT} or {@code
 *     tb_optout}
 * @param consent the parameter {@code consent}: granted or denied
 * @param gdpr the parameter of the Transparency and Consent Framework: 0 where it does not apply
 * @param gdprConsent its string, of which the consent to purpose 1 (storage on a device) is read
 * @param gcs Google's Consent Mode, of which {@code ad_storage} is read
 */
public record ConsentSignals(
    boolean optedOut,
    @Nullable String consent,
    @Nullable String gdpr,
    @Nullable String gdprConsent,
    @Nullable String gcs) {

  /** Nothing was said. */
  public static final ConsentSignals NONE = new ConsentSignals(false, null, null, null, null);

  /** Of purpose 1 in the core string: the third bit of its 26th character. */
  private static final int PURPOSE_1_CHARACTER = 25;

  private static final int PURPOSE_1_BIT = 0b001000;
  private static final String BASE64_URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** An objection counts before everything; then the first that says something. */
  public Consent said() {
    if (optedOut) {
      return Consent.DENIED;
    }
    if ("granted".equals(consent)) {
      return Consent.GRANTED;
    }
    if ("denied".equals(consent)) {
      return Consent.DENIED;
    }
    Consent framework = framework();
    return framework == Consent.UNKNOWN ? consentMode() : framework;
  }

  /** Whether the page says that European law does not apply to the visitor. */
  public boolean saysOutsideOfEurope() {
    return "0".equals(gdpr);
  }

  private Consent framework() {
    if (gdprConsent == null
        || saysOutsideOfEurope()
        || gdprConsent.length() <= PURPOSE_1_CHARACTER
        || gdprConsent.charAt(0) != 'C') {
      return Consent.UNKNOWN;
    }
    int bits = BASE64_URL.indexOf(gdprConsent.charAt(PURPOSE_1_CHARACTER));
    if (bits < 0) {
      return Consent.UNKNOWN;
    }
    return (bits & PURPOSE_1_BIT) == 0 ? Consent.DENIED : Consent.GRANTED;
  }

  /** {@code G1}, then ad storage, then analytics storage. */
  private Consent consentMode() {
    if (gcs == null || gcs.length() != 4 || !gcs.startsWith("G1")) {
      return Consent.UNKNOWN;
    }
    return switch (gcs.charAt(2)) {
      case '1' -> Consent.GRANTED;
      case '0' -> Consent.DENIED;
      default -> Consent.UNKNOWN;
    };
  }
}
