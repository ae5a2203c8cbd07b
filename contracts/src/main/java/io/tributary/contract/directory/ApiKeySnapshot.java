package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.contract.id.ApiKeyId;
import io.tributary.contract.id.TenantId;
import java.util.Set;

/**
 * A key that a customer's server or page shows.
 *
 * @param kind whether it is kept secret
 * @param publicId the part of the key's text that finds it, 12 base-62 characters
 * @param secretSha256 of the secret part, lower-case hex
 * @param hosts whose pages may show a publishable key, {@code *.} before one for those below it
 * @param scopes what it may do, for example {@code events.write}
 */
public record ApiKeySnapshot(
    ApiKeyId keyId,
    TenantId tenantId,
    Kind kind,
    String publicId,
    String secretSha256,
    Set<String> scopes,
    Set<String> hosts,
    boolean revoked)
    implements IdentityDirectoryEntry {

  public ApiKeySnapshot {
    kind = kind == null ? Kind.SECRET : kind;
    scopes = Set.copyOf(scopes);
    hosts = hosts == null ? Set.of() : Set.copyOf(hosts);
  }

  /** Whether a key is kept secret. */
  public enum Kind {
    @JsonProperty("secret")
    SECRET,
    /** It stands in pages for all to see, and does only what a browser may. */
    @JsonProperty("publishable")
    PUBLISHABLE
  }
}
