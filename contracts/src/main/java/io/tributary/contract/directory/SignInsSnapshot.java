package io.tributary.contract.directory;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import java.util.Set;

/**
 * Where an affiliate's users signed in of late, as keyed hashes that only compare; nowhere when all
 * was long ago. Keyed by the affiliate's id.
 *
 * @param addresses of the connections
 * @param devices of the browsers with the networks that they were in
 */
public record SignInsSnapshot(
    TenantId tenantId, AffiliateId affiliateId, Set<String> addresses, Set<String> devices)
    implements IdentityDirectoryEntry {

  public SignInsSnapshot {
    addresses = Set.copyOf(addresses);
    devices = Set.copyOf(devices);
  }
}
