package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.contract.id.TenantId;

/** A snapshot of what the campaign service owns, keyed by the entity's id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CampaignSnapshot.class, name = "campaign"),
  @JsonSubTypes.Type(value = LinkSnapshot.class, name = "link"),
  @JsonSubTypes.Type(value = CouponSnapshot.class, name = "coupon"),
})
public sealed interface CampaignDirectoryEntry
    permits CampaignSnapshot, LinkSnapshot, CouponSnapshot {

  TenantId tenantId();
}
