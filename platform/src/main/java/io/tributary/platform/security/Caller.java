package io.tributary.platform.security;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.platform.http.ApiProblem;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, by the access token; a controller's parameter.
 *
 * @param affiliateId whose data an AFFILIATE may see
 * @param advertiserId whose data an ADVERTISER may see
 */
public record Caller(
    TenantId tenant,
    UserId user,
    String email,
    Set<Role> roles,
    @Nullable AffiliateId affiliateId,
    @Nullable AdvertiserId advertiserId) {

  public Caller {
    roles = Set.copyOf(roles);
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }

  /**
   * Goes on only for callers with one of the roles.
   *
   * @throws ApiProblem 403 otherwise
   */
  public void require(Role... anyOf) {
    if (Arrays.stream(anyOf).noneMatch(roles::contains)) {
      throw ApiProblem.forbidden("Your roles do not allow this.");
    }
  }
}
