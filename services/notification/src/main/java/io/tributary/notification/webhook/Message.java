package io.tributary.notification.webhook;

import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.reward.CommissionEvent;
import io.tributary.contract.reward.PayoutEvent;
import io.tributary.contract.reward.PayoutReserved;
import io.tributary.contract.reward.RewardEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What endpoints are told about one event.
 *
 * @param eventId of the event it follows from, the same when that is read again
 * @param data as the API shows it; times are texts
 */
public record Message(
    String eventId, TenantId tenantId, String type, Instant at, Map<String, Object> data) {

  /** Of the envelope's form. */
  public static final int VERSION = 1;

  /** The message about a decision: its first one creates the conversion. */
  public static Optional<Message> of(Decision decision) {
    return switch (decision) {
      case Attributed made ->
          made.revision() == 1
              ? Optional.of(conversion(made, "attributed", made.subject(), made.credits()))
              : Optional.empty();
      case Unattributed made ->
          made.revision() == 1
              ? Optional.of(conversion(made, "unattributed", made.subject(), List.of()))
              : Optional.empty();
      case Rejected ignored -> Optional.empty();
      case Duplicate ignored -> Optional.empty();
      case Superseded ignored -> Optional.empty();
      case Refunded ignored -> Optional.empty();
    };
  }

  /** The message about what became of a commission or a payout. */
  public static Optional<Message> of(RewardEvent event) {
    return switch (event) {
      case CommissionEvent commission -> type(commission).map(type -> commission(commission, type));
      case PayoutEvent payout -> type(payout).map(type -> payout(payout, type));
      case PayoutReserved ignored -> Optional.empty();
    };
  }

  /** A message that only shows that an endpoint can be reached. */
  public static Message test(String eventId, TenantId tenant, Instant now) {
    return new Message(eventId, tenant, EventType.TEST, now, Map.of("text", "This is a test."));
  }

  /** The whole body. */
  public Map<String, Object> envelope(String messageId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", messageId);
    body.put("type", type);
    body.put("timestamp", at.toString());
    body.put("tenant", tenantId.value());
    body.put("version", VERSION);
    body.put("data", data);
    return body;
  }

  private static Message conversion(
      Decision decision, String status, Subject subject, List<Credit> credits) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", decision.conversionId().value());
    data.put("status", status);
    data.put("revision", 1);
    data.put("campaign_id", subject.campaignId().value());
    data.put("event", subject.event());
    put(data, "order_id", subject.orderId());
    data.put("amount", subject.amount().minor());
    data.put("currency", subject.amount().currency().value());
    data.put("occurred_at", subject.occurredAt().toString());
    data.put("decided_at", decision.decidedAt().toString());
    data.put("credits", credits.stream().limit(MAX_CREDITS).map(Message::credit).toList());
    return new Message(
        decision.decisionId(),
        decision.tenantId(),
        EventType.CONVERSION_CREATED.text(),
        decision.decidedAt(),
        data);
  }

  /** Keeps a body below the 20 kB that receivers expect; the API shows all credits. */
  private static final int MAX_CREDITS = 50;

  private static Map<String, Object> credit(Credit credit) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("affiliate_id", credit.affiliateId().value());
    if (credit.linkId() != null) {
      data.put("link_id", credit.linkId().value());
    }
    data.put("touched_at", credit.touchedAt().toString());
    data.put("ppm", credit.ppm());
    return data;
  }

  private static Optional<EventType> type(CommissionEvent event) {
    return switch (event.change()) {
      case CREATED -> Optional.of(EventType.COMMISSION_CREATED);
      case APPROVED -> Optional.of(EventType.COMMISSION_APPROVED);
      case REJECTED -> Optional.of(EventType.COMMISSION_REJECTED);
      case PAID -> Optional.of(EventType.COMMISSION_PAID);
      case CLAWED_BACK, IN_PAYOUT, RELEASED -> Optional.empty();
    };
  }

  private static Message commission(CommissionEvent event, EventType type) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", event.commissionId().value());
    data.put("conversion_id", event.conversionId().value());
    data.put("campaign_id", event.campaignId().value());
    data.put("affiliate_id", event.affiliateId().value());
    data.put("amount", event.amount().minor());
    data.put("currency", event.amount().currency().value());
    put(data, "payout_id", event.payoutId() == null ? null : event.payoutId().value());
    put(data, "reason", event.reason());
    return new Message(event.eventId(), event.tenantId(), type.text(), event.at(), data);
  }

  private static Optional<EventType> type(PayoutEvent event) {
    return switch (event.change()) {
      case CREATED -> Optional.of(EventType.PAYOUT_CREATED);
      case PAID -> Optional.of(EventType.PAYOUT_PAID);
      case FAILED -> Optional.of(EventType.PAYOUT_FAILED);
      case RETURNED -> Optional.empty();
    };
  }

  private static Message payout(PayoutEvent event, EventType type) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", event.payoutId().value());
    data.put("run_id", event.runId().value());
    data.put("affiliate_id", event.affiliateId().value());
    data.put("amount", event.net().minor());
    data.put("currency", event.net().currency().value());
    put(data, "reference", event.reference());
    put(data, "reason", event.reason());
    return new Message(event.eventId(), event.tenantId(), type.text(), event.at(), data);
  }

  private static void put(Map<String, Object> data, String name, @Nullable String value) {
    if (value != null) {
      data.put(name, value);
    }
  }
}
