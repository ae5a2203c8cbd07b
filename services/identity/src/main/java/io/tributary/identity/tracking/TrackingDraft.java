package io.tributary.identity.tracking;

import io.tributary.contract.directory.FraudTerms.Mode;
import io.tributary.contract.directory.TrackingTerms.Fingerprint;
import io.tributary.contract.directory.TrackingTerms.UnknownConsent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Terms as people give them, not yet checked. What is absent stays as it is; an empty text takes
 * back what was set; lists, {@code denied} and {@code fraud} are replaced as a whole.
 *
 * @param cookieLife ISO 8601 duration
 */
public record TrackingDraft(
    @Nullable Boolean cookies,
    @Nullable String cookieDomain,
    @Nullable String cookieLife,
    @Nullable UnknownConsent unknownConsent,
    @Nullable Fingerprint fingerprint,
    @Nullable String defaultUrl,
    @Nullable List<@Nullable String> outboundDomains,
    @Nullable DenyDraft denied,
    @Nullable FraudDraft fraud) {

  /** Traffic that is not wanted; what is absent is nothing. */
  public record DenyDraft(
      @Nullable List<@Nullable String> networks,
      @Nullable List<@Nullable String> countries,
      @Nullable List<@Nullable String> referrers,
      @Nullable List<@Nullable String> userAgents,
      @Nullable List<@Nullable String> sources) {}

  /** How touches are judged; what is absent is as the product has it. */
  public record FraudDraft(
      @Nullable Boolean monitored,
      @Nullable Integer reviewFrom,
      @Nullable Integer rejectFrom,
      @Nullable Map<String, @Nullable SignalDraft> signals) {}

  /** How one signal is used. */
  public record SignalDraft(
      @Nullable Mode mode,
      @Nullable Integer points,
      @Nullable Map<String, @Nullable Long> thresholds) {}
}
