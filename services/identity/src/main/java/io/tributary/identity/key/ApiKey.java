package io.tributary.identity.key;

import io.tributary.contract.id.ApiKeyId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept: without its secret.
 *
 * @param publicId finds the key, 12 base-62 characters
 * @param secretSha256 in lower-case hex
 */
public record ApiKey(
    TenantId tenantId,
    ApiKeyId keyId,
    String publicId,
    String secretSha256,
    String name,
    Set<String> scopes,
    UserId createdBy,
    Instant createdAt,
    @Nullable Instant revokedAt) {

  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /** The same, revoked. */
  public ApiKey revoked(Instant now) {
    return new ApiKey(
        tenantId, keyId, publicId, secretSha256, name, scopes, createdBy, createdAt, now);
  }
}
