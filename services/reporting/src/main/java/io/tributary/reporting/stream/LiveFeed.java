package io.tributary.reporting.stream;

import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.ConsentChanged;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.PageViewed;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.reporting.live.LiveBoards;
import io.tributary.reporting.live.LiveEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows on the live boards what happens now. Touches that never earn are left out, and what a
 * source told of the past; since a decision does not say how its conversion came in, the
 * conversions of such sources are remembered.
 */
final class LiveFeed {

  /** An event that is received later than this after it happened is told, not live. */
  private static final Duration DELAY = Duration.ofMinutes(1);

  /** Told conversions remembered; the oldest go first. */
  private static final int REMEMBERED = 20_000;

  private final LiveBoards boards;
  private final Function<CampaignId, @Nullable AdvertiserId> advertiserOf;
  private final Set<ConversionId> told =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ConversionId, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  LiveFeed(LiveBoards boards, Function<CampaignId, @Nullable AdvertiserId> advertiserOf) {
    this.boards = boards;
    this.advertiserOf = advertiserOf;
  }

  void apply(TrackingEvent event) {
    switch (event) {
      case Click click -> {
        if (click.judgement().mayEarn() && isLive(click, click.backfilled())) {
          touch(
              LiveEvent.Kind.CLICK,
              click.tenantId(),
              click.occurredAt(),
              click.campaignId(),
              click.affiliateId());
        }
      }
      case Impression impression -> {
        if (impression.judgement().mayEarn() && isLive(impression, impression.backfilled())) {
          touch(
              LiveEvent.Kind.IMPRESSION,
              impression.tenantId(),
              impression.occurredAt(),
              impression.campaignId(),
              impression.affiliateId());
        }
      }
      case ConversionReceived conversion -> {
        if (!isLive(conversion, conversion.backfilled())) {
          told.add(conversion.conversionId());
        }
      }
      case RefundReceived refund -> {}
      case Identified identified -> {}
      case ConsentChanged consent -> {}
      case PageViewed viewed -> {}
    }
  }

  void apply(Decision decision) {
    switch (decision) {
      case Attributed attributed -> {
        if (attributed.revision() == 1) {
          AffiliateId affiliate =
              attributed.credits().stream()
                  .max(Comparator.comparingInt(Credit::ppm))
                  .map(Credit::affiliateId)
                  .orElse(null);
          conversion(decision, attributed.subject(), affiliate, "attributed");
        }
      }
      case Unattributed unattributed -> {
        if (unattributed.revision() == 1) {
          conversion(decision, unattributed.subject(), null, "unattributed");
        }
      }
      case Rejected rejected -> {}
      case Duplicate duplicate -> {}
      case Superseded superseded -> {}
      case Refunded refunded -> {}
    }
  }

  private static boolean isLive(TrackingEvent event, boolean backfilled) {
    return !backfilled && !event.occurredAt().isBefore(event.receivedAt().minus(DELAY));
  }

  private void touch(
      LiveEvent.Kind kind, TenantId tenant, Instant at, CampaignId campaign, AffiliateId by) {
    boards.record(
        tenant, advertiserOf.apply(campaign), new LiveEvent(kind, at, campaign, by, null, null));
  }

  private void conversion(
      Decision decision, Subject subject, @Nullable AffiliateId affiliate, String status) {
    if (!told.contains(decision.conversionId())) {
      boards.record(
          decision.tenantId(),
          advertiserOf.apply(subject.campaignId()),
          new LiveEvent(
              LiveEvent.Kind.CONVERSION,
              subject.occurredAt(),
              subject.campaignId(),
              affiliate,
              subject.amount(),
              status));
    }
  }
}
