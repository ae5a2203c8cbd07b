package io.tributary.payment.transfer;

import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * One try to pay a payout.
 *
 * @param n 1 for the first; the next exists only when this one is proven failed
 * @param key the same on every send
 * @param request the frozen bytes
 * @param reference the gateway's own id, once known
 */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes, only carried from the row to the wire.
public record Attempt(
    TenantId tenant,
    PayoutId payoutId,
    int n,
    String gateway,
    String key,
    byte[] request,
    @Nullable String reference) {

  /** The key of an attempt. */
  public static String key(PayoutId payout, int n) {
    return payout.value() + "_" + n;
  }
}
