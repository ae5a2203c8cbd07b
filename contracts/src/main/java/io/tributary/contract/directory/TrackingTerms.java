package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's visitors are recognised.
 *
 * @param cookies whether a visitor cookie may be set
 * @param cookieDomain of the cookie; null for the host that was asked
 * @param cookieLife null for the installation's
 * @param unknownConsent what is done while a visitor has not decided
 * @param fingerprint what a fingerprint is used for, where consent allows one
 * @param defaultUrl where visitors are led at the end of the fallback chain
 * @param outboundDomains hosts to which the script carries the click id over
 */
public record TrackingTerms(
    boolean cookies,
    @Nullable String cookieDomain,
    @Nullable Duration cookieLife,
    UnknownConsent unknownConsent,
    Fingerprint fingerprint,
    @Nullable String defaultUrl,
    List<String> outboundDomains,
    DenyList denied,
    FraudTerms fraud) {

  /** As the product has it. */
  public static final TrackingTerms DEFAULT =
      new TrackingTerms(
          true,
          null,
          null,
          UnknownConsent.DENIED_IN_EUROPE,
          Fingerprint.FRAUD,
          null,
          List.of(),
          DenyList.NONE,
          FraudTerms.DEFAULT);

  public TrackingTerms {
    outboundDomains = List.copyOf(outboundDomains);
  }

  /** What is done while a visitor has not decided. */
  public enum UnknownConsent {
    @JsonProperty("granted")
    GRANTED,
    /** As with a denial in the EEA, the United Kingdom and Switzerland, granted elsewhere. */
    @JsonProperty("denied_in_europe")
    DENIED_IN_EUROPE,
    @JsonProperty("denied")
    DENIED
  }

  /** What a fingerprint is used for. */
  public enum Fingerprint {
    @JsonProperty("off")
    OFF,
    @JsonProperty("fraud")
    FRAUD,
    /** Besides fraud, also for matching a conversion to a touch. */
    @JsonProperty("attribution")
    ATTRIBUTION
  }

  /**
   * Traffic that the tenant does not want.
   *
   * @param networks addresses and networks in CIDR form
   * @param countries ISO 3166-1 alpha-2, upper case
   * @param referrers globs over host and path, in lower case
   * @param userAgents parts of user agents, in lower case
   * @param sources what affiliates call their traffic sources, or their first sub id
   */
  public record DenyList(
      Set<String> networks,
      Set<String> countries,
      Set<String> referrers,
      Set<String> userAgents,
      Set<String> sources) {

    /** Nothing. */
    public static final DenyList NONE =
        new DenyList(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    public DenyList {
      networks = Set.copyOf(networks);
      countries = Set.copyOf(countries);
      referrers = Set.copyOf(referrers);
      userAgents = Set.copyOf(userAgents);
      sources = Set.copyOf(sources);
    }
  }
}
