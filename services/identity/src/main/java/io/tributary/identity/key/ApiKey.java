package io.tributary.identity.key;

import io.tributary.contract.directory.ApiKeySnapshot.Kind;
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
 * @param secretSha256 in lower-case hex; null of a publishable key, which has no secret
 * @param scopes none of a publishable key: it does what a browser may
 * @param hosts whose pages may show a publishable key, {@code *.} before one for those below it
 */
public record ApiKey(
    TenantId tenantId,
    ApiKeyId keyId,
    Kind kind,
    String publicId,
    @Nullable String secretSha256,
    String name,
    Set<String> scopes,
    Set<String> hosts,
    UserId createdBy,
    Instant createdAt,
    @Nullable Instant revokedAt) {

  public ApiKey {
    scopes = Set.copyOf(scopes);
    hosts = Set.copyOf(hosts);
  }

  /** The same, revoked. */
  public ApiKey revoked(Instant now) {
    return new ApiKey(
        tenantId,
        keyId,
        kind,
        publicId,
        secretSha256,
        name,
        scopes,
        hosts,
        createdBy,
        createdAt,
        now);
  }

  /** The part of the key's text that may be shown at any time; all of a publishable one. */
  public String prefix() {
    return switch (kind) {
      case SECRET -> ApiKeyText.prefixOf(publicId);
      case PUBLISHABLE -> ApiKeyText.publishable(publicId);
    };
  }
}
