package io.tributary.contract.reward;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payout changed, as the ledger has it.
 *
 * @param reference the gateway's own id of the transfer, once known
 * @param reason why it failed
 */
public record PayoutEvent(
    String eventId,
    TenantId tenantId,
    AffiliateId affiliateId,
    Change change,
    PayoutId payoutId,
    PayoutRunId runId,
    Money net,
    @Nullable String reference,
    @Nullable String reason,
    Instant at)
    implements RewardEvent {

  /** What happened to it. */
  public enum Change {
    @JsonProperty("created")
    CREATED,
    @JsonProperty("paid")
    PAID,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("returned")
    RETURNED
  }
}
