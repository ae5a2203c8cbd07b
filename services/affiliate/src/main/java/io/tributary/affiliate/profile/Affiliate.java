package io.tributary.affiliate.profile;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.AffiliateSnapshot.PayoutProfile;
import io.tributary.contract.directory.AffiliateSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who promotes.
 *
 * @param email unique in the tenant, compared without case
 * @param payoutProfile null until a payout method is set
 * @param version grows with every change
 */
public record Affiliate(
    AffiliateId affiliateId,
    TenantId tenantId,
    String name,
    String email,
    Status status,
    @Nullable PayoutProfile payoutProfile,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /** A new one, which waits for approval. */
  public static Affiliate applied(
      AffiliateId id, TenantId tenant, String name, String email, Instant now) {
    return new Affiliate(id, tenant, name, email, Status.PENDING, null, 1, now, now);
  }

  public Affiliate withStatus(Status newStatus, Instant now) {
    return new Affiliate(
        affiliateId, tenantId, name, email, newStatus, payoutProfile, version + 1, createdAt, now);
  }

  /** Changed in what is not null. */
  public Affiliate changed(
      @Nullable String newName,
      @Nullable String newEmail,
      @Nullable PayoutProfile newProfile,
      Instant now) {
    return new Affiliate(
        affiliateId,
        tenantId,
        newName == null ? name : newName,
        newEmail == null ? email : newEmail,
        status,
        newProfile == null ? payoutProfile : newProfile,
        version + 1,
        createdAt,
        now);
  }

  /** What others know of it. */
  public AffiliateSnapshot snapshot() {
    return new AffiliateSnapshot(
        affiliateId, tenantId, name, email, status, payoutProfile, version, updatedAt);
  }
}
