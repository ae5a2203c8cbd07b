package io.tributary.contract.reward;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/** What became of a commission or a payout; keyed by affiliate id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CommissionEvent.class, name = "commission"),
  @JsonSubTypes.Type(value = PayoutReserved.class, name = "payout_reserved"),
  @JsonSubTypes.Type(value = PayoutEvent.class, name = "payout"),
})
public sealed interface RewardEvent permits CommissionEvent, PayoutReserved, PayoutEvent {

  /** Unique; the same on every retry. */
  String eventId();

  TenantId tenantId();

  AffiliateId affiliateId();

  /** When the change was committed. */
  Instant at();
}
