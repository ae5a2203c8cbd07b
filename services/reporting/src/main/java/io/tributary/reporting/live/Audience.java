package io.tributary.reporting.live;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;

/** Who looks at live figures, and so what is in them. */
public sealed interface Audience {

  TenantId tenant();

  /** Everything of the tenant. */
  record OfTenant(TenantId tenant) implements Audience {}

  /** The campaigns of one advertiser. */
  record OfAdvertiser(TenantId tenant, AdvertiserId advertiser) implements Audience {}

  /** What one affiliate sent. */
  record OfAffiliate(TenantId tenant, AffiliateId affiliate) implements Audience {}
}
