package io.tributary.tracking.click;

import io.tributary.contract.tracking.Judgement;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.traffic.Landing;
import io.tributary.tracking.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a visitor at a known link. Both are recorded; whether it counts is in the
 * judgement.
 */
public sealed interface ClickDecision {

  Destination destination();

  Judgement judgement();

  /**
   * The visitor goes where the link leads.
   *
   * @param deepLinkRefused why the wanted page was not used, as a code; null when it was, or when
   *     none was asked for
   */
  record Follow(Destination destination, Judgement judgement, @Nullable String deepLinkRefused)
      implements ClickDecision {}

  /** The visitor is led elsewhere, for a reason that is a code. */
  record Divert(Destination destination, Judgement judgement, String reason)
      implements ClickDecision {}

  /**
   * Decides.
   *
   * @param judged what the signals of fraud say
   * @param counts of the campaign's caps, as {@link io.tributary.tracking.traffic.Caps} says
   */
  static ClickDecision of(
      Arrival arrival, Judgement judged, long[] counts, FallbackChain fallbacks) {
    String refusal = Admission.refusal(arrival, counts);
    if (refusal != null) {
      return divert(arrival, judged, refusal, fallbacks);
    }
    return switch (arrival.state()) {
      case LinkState.Active active ->
          follow(
              active, arrival, Admission.judgement(judged, arrival.purpose().reason()), fallbacks);
      case LinkState.Inactive inactive -> divert(arrival, judged, inactive.reason(), fallbacks);
    };
  }

  private static ClickDecision follow(
      LinkState.Active active, Arrival arrival, Judgement judgement, FallbackChain fallbacks) {
    String deepLink = arrival.parameters().deepLink();
    String refused = null;
    if (deepLink != null) {
      switch (WebUrl.deepLink(deepLink)) {
        case WebUrl.Parsed.Unusable(String reason) -> refused = reason;
        case WebUrl.Parsed.Url(WebUrl url) -> {
          if (active.campaign().allows(url)) {
            return new Follow(new Destination.DeepLink(url), judgement, null);
          }
          refused = "foreign_domain";
        }
      }
    }
    Landing landing =
        active
            .campaign()
            .traffic()
            .landing(
                arrival.parameters().urlId(),
                active.link().urlId(),
                arrival,
                arrival.visit().visitor().value());
    return landing == null
        ? divert(arrival, judgement, "landing_unusable", fallbacks)
        : new Follow(new Destination.CampaignPage(landing), judgement, refused);
  }

  private static ClickDecision divert(
      Arrival arrival, Judgement judged, String reason, FallbackChain fallbacks) {
    String expiredUrl = arrival.link().expiredUrl();
    WebUrl usable =
        expiredUrl != null && Admission.isExpired(arrival.link(), arrival.at())
            ? WebUrl.landingOrNull(expiredUrl)
            : null;
    Destination destination =
        usable == null
            ? fallbacks.destination(arrival)
            : new Destination.Address(usable.toString(), Destination.Step.LINK);
    return new Divert(destination, Admission.judgement(judged, reason), reason);
  }
}
