package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who promotes.
 *
 * @param email where notifications go
 * @param payoutProfile null until a payout method is set
 */
public record AffiliateSnapshot(
    AffiliateId affiliateId,
    TenantId tenantId,
    String name,
    String email,
    Status status,
    @Nullable PayoutProfile payoutProfile,
    long version,
    Instant updatedAt)
    implements AffiliateDirectoryEntry {

  /** Where an affiliate is in its life. */
  public enum Status {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("approved")
    APPROVED,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("banned")
    BANNED
  }

  /**
   * How an affiliate is paid.
   *
   * @param account the recipient as the gateway names it
   * @param threshold the least payout, in minor units
   */
  public record PayoutProfile(
      String gateway, CurrencyCode currency, String account, long threshold) {}
}
