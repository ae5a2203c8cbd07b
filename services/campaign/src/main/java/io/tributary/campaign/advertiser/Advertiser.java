package io.tributary.campaign.advertiser;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/** Whose products are promoted. */
public record Advertiser(
    AdvertiserId advertiserId,
    TenantId tenantId,
    String name,
    Status status,
    long version,
    Instant createdAt) {

  /** Where an advertiser is in its life. */
  public enum Status {
    ACTIVE
  }

  public Advertiser renamed(String newName) {
    return new Advertiser(advertiserId, tenantId, newName, status, version + 1, createdAt);
  }
}
