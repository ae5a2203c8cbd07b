package io.tributary.attribution.journey;

import io.tributary.contract.decision.Credit;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A click or an impression of a visitor, as far as attribution needs it.
 *
 * @param sequence where it stands in the visitor's partition of the event log
 * @param clickId null for an impression
 * @param traffic what rules may ask of it
 * @param excluded why it can never earn, as a code; null when it can
 */
public record Touch(
    String eventId,
    long sequence,
    Credit.Touch kind,
    @Nullable String clickId,
    LinkId linkId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    Instant occurredAt,
    Instant receivedAt,
    Traffic traffic,
    @Nullable String excluded) {

  public Touch {
    traffic = traffic == null ? Traffic.PLAIN : traffic;
  }

  /** One of a series that counts as its first touch. */
  static final String DUPLICATE = "duplicate";

  static final String FRAUD = "fraud";

  /**
   * Event time, click before view, place in the log, event id: total, so that no two runs differ.
   */
  static final Comparator<Touch> ORDER =
      Comparator.comparing(Touch::occurredAt)
          .thenComparing(Touch::kind)
          .thenComparingLong(Touch::sequence)
          .thenComparing(Touch::eventId);

  /** The touch that a click is. */
  public static Touch of(Click click, long sequence) {
    return new Touch(
        click.eventId(),
        sequence,
        Credit.Touch.CLICK,
        click.clickId(),
        click.linkId(),
        click.campaignId(),
        click.affiliateId(),
        click.occurredAt(),
        click.receivedAt(),
        Traffic.of(click.source(), click.subs(), click.placement(), click.judgement()),
        excluded(click.judgement()));
  }

  /** The touch that an impression is. */
  public static Touch of(Impression impression, long sequence) {
    return new Touch(
        impression.eventId(),
        sequence,
        Credit.Touch.IMPRESSION,
        null,
        impression.linkId(),
        impression.campaignId(),
        impression.affiliateId(),
        impression.occurredAt(),
        impression.receivedAt(),
        Traffic.of(null, Map.of(), impression.placement(), impression.judgement()),
        excluded(impression.judgement()));
  }

  private static @Nullable String excluded(Judgement judgement) {
    return switch (judgement.touchClass()) {
      case UNIQUE -> null;
      case DUPLICATE -> DUPLICATE;
      case INVALID ->
          judgement.verdict() == Judgement.Verdict.REJECT
              ? FRAUD
              : Objects.requireNonNullElse(judgement.reason(), "invalid");
    };
  }

  boolean isDuplicate() {
    return DUPLICATE.equals(excluded);
  }

  boolean isClick() {
    return kind == Credit.Touch.CLICK;
  }
}
