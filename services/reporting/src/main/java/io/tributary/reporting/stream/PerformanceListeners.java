package io.tributary.reporting.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.reward.CommissionEvent;
import io.tributary.contract.reward.PayoutEvent;
import io.tributary.contract.reward.PayoutReserved;
import io.tributary.contract.reward.RewardEvent;
import io.tributary.contract.topic.Topic;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.ConsentChanged;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.PageViewed;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.platform.kafka.EventListeners;
import io.tributary.platform.kafka.PermanentFailure;
import io.tributary.platform.kafka.Received;
import io.tributary.reporting.performance.CampaignFacts;
import io.tributary.reporting.performance.Campaigns;
import io.tributary.reporting.performance.Counting;
import io.tributary.reporting.performance.Counting.Touch;
import io.tributary.reporting.performance.FigureStore.Positioned;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Hands the event log to the counting, a group per topic. */
public final class PerformanceListeners {

  private static final int REASON_LENGTH = 64;
  private static final String UNKNOWN_REASON = "unknown";

  private final Counting counting;
  private final Campaigns campaigns;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final Map<String, Double> lags = new ConcurrentHashMap<>();

  public PerformanceListeners(
      Counting counting, Campaigns campaigns, InstantSource clock, MeterRegistry metrics) {
    this.counting = counting;
    this.campaigns = campaigns;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Starts listening with the application. */
  public void register(EventListeners listeners) {
    register(listeners, "reporting.touches", Topics.TRACKING_EVENTS, this::touches);
    register(listeners, "reporting.decisions", Topics.ATTRIBUTION_DECISIONS, this::decisions);
    register(listeners, "reporting.commissions", Topics.REWARD_EVENTS, this::commissions);
  }

  private <V> void register(
      EventListeners listeners, String group, Topic<V> topic, Consumer<List<Received<V>>> apply) {
    Gauge.builder("report_lag_seconds", () -> lags.getOrDefault(topic.name(), 0.0))
        .description("Age of the newest event of the last batch when the figures had it.")
        .tag("topic", topic.name())
        .register(metrics);
    listeners.listen(
        group,
        topic,
        batch -> {
          apply.accept(batch);
          lags.put(
              topic.name(),
              Duration.between(batch.getLast().timestamp(), clock.instant()).toMillis() / 1000.0);
        });
  }

  private void touches(List<Received<TrackingEvent>> batch) {
    List<Positioned<List<Touch>>> touches = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Received<TrackingEvent> received = batch.get(i);
      touches.add(
          positioned(
              received,
              switch (received.value()) {
                case Click click ->
                    touches(
                        i,
                        Touch.Kind.CLICK,
                        click.judgement(),
                        click.campaignId(),
                        click.affiliateId(),
                        click.occurredAt());
                case Impression impression ->
                    touches(
                        i,
                        Touch.Kind.IMPRESSION,
                        impression.judgement(),
                        impression.campaignId(),
                        impression.affiliateId(),
                        impression.occurredAt());
                case ConversionReceived conversion -> List.of();
                case RefundReceived refund -> List.of();
                case Identified identified -> List.of();
                case ConsentChanged consent -> List.of();
                case PageViewed viewed -> List.of();
              }));
    }
    counting.touches(Topics.TRACKING_EVENTS.name(), touches);
  }

  /** One touch; none if it does not count and is of a campaign that no directory has. */
  private List<Touch> touches(
      int index,
      Touch.Kind kind,
      Judgement judgement,
      CampaignId campaign,
      AffiliateId affiliate,
      Instant at) {
    Optional<CampaignFacts> facts = campaigns.find(campaign);
    if (facts.isEmpty() && !judgement.mayEarn()) {
      return List.of();
    }
    return List.of(
        new Touch(
            kind,
            judgement.touchClass(),
            judgement.mayEarn() ? null : reasonOf(judgement),
            facts.orElseThrow(
                () ->
                    new PermanentFailure(
                        index, "unknown_campaign", "the directory has no " + campaign)),
            affiliate,
            at));
  }

  /** A reason group of at most as many characters as the store keeps. */
  private static String reasonOf(Judgement judgement) {
    String reason = judgement.reason();
    if (reason == null || reason.isEmpty()) {
      return UNKNOWN_REASON;
    }
    return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH);
  }

  private void decisions(List<Received<Decision>> batch) {
    counting.decisions(
        Topics.ATTRIBUTION_DECISIONS.name(),
        batch.stream().map(received -> positioned(received, received.value())).toList());
  }

  private void commissions(List<Received<RewardEvent>> batch) {
    counting.commissions(
        Topics.REWARD_EVENTS.name(),
        batch.stream().map(received -> positioned(received, money(received.value()))).toList());
  }

  private static List<CommissionEvent> money(RewardEvent event) {
    return switch (event) {
      case CommissionEvent commission -> List.of(commission);
      case PayoutReserved reserved -> List.of();
      case PayoutEvent payout -> List.of();
    };
  }

  private static <V> Positioned<V> positioned(Received<?> received, V event) {
    return new Positioned<>(received.partition(), received.offset(), received.timestamp(), event);
  }
}
