package io.tributary.tracking.directory;

import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.id.TenantId;

/** Finds out how a tenant's visitors are recognised. */
public interface TenantDirectory {

  /** The tenant's terms; the product's where nothing is known of it. */
  TrackingTerms tracking(TenantId id);
}
