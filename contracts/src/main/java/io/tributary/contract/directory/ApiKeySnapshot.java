package io.tributary.contract.directory;

import io.tributary.contract.id.ApiKeyId;
import io.tributary.contract.id.TenantId;
import java.util.Set;

/**
 * A key that a customer's server shows.
 *
 * @param publicId the part of the key's text that finds it, 12 base-62 characters
 * @param secretSha256 of the secret part, lower-case hex
 * @param scopes what it may do, for example {@code events.write}
 */
public record ApiKeySnapshot(
    ApiKeyId keyId,
    TenantId tenantId,
    String publicId,
    String secretSha256,
    Set<String> scopes,
    boolean revoked)
    implements IdentityDirectoryEntry {

  public ApiKeySnapshot {
    scopes = Set.copyOf(scopes);
  }
}
