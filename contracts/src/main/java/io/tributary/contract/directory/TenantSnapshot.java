package io.tributary.contract.directory;

import io.tributary.contract.id.TenantId;

/** A customer of the installation. */
public record TenantSnapshot(TenantId tenantId, String name, TrackingTerms tracking)
    implements IdentityDirectoryEntry {

  public TenantSnapshot {
    tracking = tracking == null ? TrackingTerms.DEFAULT : tracking;
  }
}
