package io.tributary.contract.topic;

import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.directory.AffiliateDirectoryEntry;
import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.directory.IdentityDirectoryEntry;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.contract.reward.RewardEvent;
import io.tributary.contract.topic.Topic.Retention;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.TrackingEvent;
import java.time.Duration;
import java.util.List;

/** Every topic of the product. */
public final class Topics {

  /** What the edge answered for: the event store. */
  public static final Topic<TrackingEvent> TRACKING_EVENTS =
      new Topic<>("tracking.events", "visitor id", TrackingEvent.class, 8, new Retention.Forever());

  /** Refused input with its reason. */
  public static final Topic<Refused> TRACKING_REFUSED =
      new Topic<>(
          "tracking.refused", "source", Refused.class, 2, new Retention.For(Duration.ofDays(30)));

  public static final Topic<CampaignDirectoryEntry> CAMPAIGN_DIRECTORY =
      directory("campaign.directory", CampaignDirectoryEntry.class);

  public static final Topic<AffiliateDirectoryEntry> AFFILIATE_DIRECTORY =
      directory("affiliate.directory", AffiliateDirectoryEntry.class);

  public static final Topic<IdentityDirectoryEntry> IDENTITY_DIRECTORY =
      directory("identity.directory", IdentityDirectoryEntry.class);

  public static final Topic<Decision> ATTRIBUTION_DECISIONS =
      new Topic<>(
          "attribution.decisions", "conversion id", Decision.class, 8, new Retention.Forever());

  public static final Topic<RewardEvent> REWARD_EVENTS =
      new Topic<>("reward.events", "affiliate id", RewardEvent.class, 4, new Retention.Forever());

  public static final Topic<PaymentEvent> PAYMENT_EVENTS =
      new Topic<>("payment.events", "payout id", PaymentEvent.class, 4, new Retention.Forever());

  public static final Topic<AuditRecorded> AUDIT_EVENTS =
      new Topic<>("audit.events", "tenant id", AuditRecorded.class, 2, new Retention.Forever());

  /** All of them. */
  public static final List<Topic<?>> ALL =
      List.of(
          TRACKING_EVENTS,
          TRACKING_REFUSED,
          CAMPAIGN_DIRECTORY,
          AFFILIATE_DIRECTORY,
          IDENTITY_DIRECTORY,
          ATTRIBUTION_DECISIONS,
          REWARD_EVENTS,
          PAYMENT_EVENTS,
          AUDIT_EVENTS);

  private Topics() {}

  private static <V> Topic<V> directory(String name, Class<V> type) {
    return new Topic<>(name, "entity id", type, 1, new Retention.Compacted());
  }
}
