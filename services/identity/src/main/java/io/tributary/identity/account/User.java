package io.tributary.identity.account;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.platform.security.Role;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who signs in to the console.
 *
 * @param email in lower case, unique in the installation
 * @param affiliateId whose data an AFFILIATE sees
 * @param advertiserId whose data an ADVERTISER sees
 * @param active false for a disabled user, who cannot sign in
 */
public record User(
    TenantId tenantId,
    UserId userId,
    String email,
    String name,
    Set<Role> roles,
    @Nullable AffiliateId affiliateId,
    @Nullable AdvertiserId advertiserId,
    boolean active,
    Instant createdAt) {

  public User {
    roles = Set.copyOf(roles);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("a user has a role");
    }
  }
}
