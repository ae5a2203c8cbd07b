package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.contract.id.TenantId;

/** A snapshot of what the identity service owns, keyed by the entity's id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TenantSnapshot.class, name = "tenant"),
  @JsonSubTypes.Type(value = ApiKeySnapshot.class, name = "api_key"),
  @JsonSubTypes.Type(value = SignInsSnapshot.class, name = "sign_ins"),
})
public sealed interface IdentityDirectoryEntry
    permits TenantSnapshot, ApiKeySnapshot, SignInsSnapshot {

  TenantId tenantId();
}
