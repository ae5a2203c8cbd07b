package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.contract.id.TenantId;

/** A snapshot of what the affiliate service owns, keyed by the entity's id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AffiliateSnapshot.class, name = "affiliate"),
  @JsonSubTypes.Type(value = MembershipSnapshot.class, name = "membership"),
})
public sealed interface AffiliateDirectoryEntry permits AffiliateSnapshot, MembershipSnapshot {

  TenantId tenantId();
}
