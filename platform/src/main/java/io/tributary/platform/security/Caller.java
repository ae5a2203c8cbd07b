package io.tributary.platform.security;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.platform.http.ApiProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

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

  /**
   * Who shows a token that was checked.
   *
   * @throws BadJwtException if it lacks a claim, or one cannot be read
   */
  public static Caller of(Jwt token) {
    String affiliate = token.getClaimAsString("affiliate_id");
    String advertiser = token.getClaimAsString("advertiser_id");
    List<String> roles = token.getClaimAsStringList("roles");
    try {
      return new Caller(
          new TenantId(text(token, "tenant")),
          new UserId(text(token, "sub")),
          text(token, "email"),
          roles == null
              ? Set.of()
              : roles.stream().map(Role::valueOf).collect(Collectors.toUnmodifiableSet()),
          affiliate == null ? null : new AffiliateId(affiliate),
          advertiser == null ? null : new AdvertiserId(advertiser));
    } catch (IllegalArgumentException e) {
      throw new BadJwtException("a claim cannot be read", e);
    }
  }

  private static String text(Jwt token, String claim) {
    String value = token.getClaimAsString(claim);
    if (value == null) {
      throw new BadJwtException("lacks the claim " + claim);
    }
    return value;
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
