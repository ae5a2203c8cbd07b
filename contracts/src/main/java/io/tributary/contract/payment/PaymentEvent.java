package io.tributary.contract.payment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A fact about the transfer of a payout; keyed by payout id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PaymentEvent.Submitted.class, name = "submitted"),
  @JsonSubTypes.Type(value = PaymentEvent.Debited.class, name = "debited"),
  @JsonSubTypes.Type(value = PaymentEvent.Settled.class, name = "settled"),
  @JsonSubTypes.Type(value = PaymentEvent.Unknown.class, name = "unknown"),
  @JsonSubTypes.Type(value = PaymentEvent.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = PaymentEvent.Returned.class, name = "returned"),
})
public sealed interface PaymentEvent {

  /** Unique; the same on every retry. */
  String eventId();

  TenantId tenantId();

  PayoutId payoutId();

  Instant at();

  /** The gateway took the order; nothing has moved that we know of. */
  record Submitted(
      String eventId,
      TenantId tenantId,
      PayoutId payoutId,
      String gateway,
      @Nullable String reference,
      Instant at)
      implements PaymentEvent {}

  /** The money left the account at the gateway. */
  record Debited(
      String eventId,
      TenantId tenantId,
      PayoutId payoutId,
      String gateway,
      String reference,
      Money amount,
      Instant at)
      implements PaymentEvent {}

  /** The recipient has it. */
  record Settled(
      String eventId,
      TenantId tenantId,
      PayoutId payoutId,
      String gateway,
      String reference,
      Instant at)
      implements PaymentEvent {}

  /** Whether the money moved is not known; the resolver is asking. */
  record Unknown(
      String eventId,
      TenantId tenantId,
      PayoutId payoutId,
      String gateway,
      String reason,
      Instant at)
      implements PaymentEvent {}

  /** Proven: the money never left. */
  record Failed(
      String eventId,
      TenantId tenantId,
      PayoutId payoutId,
      String gateway,
      String reason,
      Instant at)
      implements PaymentEvent {}

  /** The money left and came back. */
  record Returned(
      String eventId,
      TenantId tenantId,
      PayoutId payoutId,
      String gateway,
      String reference,
      Money amount,
      String reason,
      Instant at)
      implements PaymentEvent {}
}
