package io.tributary.tracking.fraud;

import java.util.Locale;

/** What an affiliate is told of why a touch does not count. */
public enum ReasonGroup {
  NON_HUMAN,
  SUSPICIOUS_CLIENT,
  DATA_CENTRE,
  PROXY,
  BLOCKED_SOURCE,
  DUPLICATE,
  CLICK_RATE,
  TIMING,
  LOCATION,
  TERMS,
  IDENTITY,
  SELF_REFERRAL;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The word in events: {@code non_human}. */
  public String code() {
    return code;
  }
}
