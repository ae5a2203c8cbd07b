package io.tributary.contract.tracking;

import org.jspecify.annotations.Nullable;

/**
 * What the sender showed of itself, and what was made of it.
 *
 * @param ip truncated to /24 (IPv4) or /48 (IPv6)
 * @param userAgent as sent, cut to 512 characters
 * @param language the Accept-Language header, cut to 64 characters
 * @param referrer as sent, cut to 1,024 characters
 * @param traits null when nobody looked
 * @param fingerprint keyed hash that changes daily and per tenant; null without consent
 */
public record Client(
    @Nullable String ip,
    @Nullable String userAgent,
    @Nullable String language,
    @Nullable String referrer,
    @Nullable Traits traits,
    @Nullable String fingerprint) {

  /** What was shown, as it was shown. */
  public Client(
      @Nullable String ip,
      @Nullable String userAgent,
      @Nullable String language,
      @Nullable String referrer) {
    this(ip, userAgent, language, referrer, null, null);
  }
}
