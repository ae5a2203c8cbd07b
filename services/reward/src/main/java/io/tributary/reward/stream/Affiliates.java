package io.tributary.reward.stream;

import io.tributary.contract.directory.AffiliateDirectoryEntry;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.kafka.DirectoryListener;
import io.tributary.reward.payout.Payees;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The affiliates in memory, as the directory topic tells them. */
public final class Affiliates implements Payees, DirectoryListener<AffiliateDirectoryEntry> {

  private final Map<String, AffiliateSnapshot> affiliates = new ConcurrentHashMap<>();

  @Override
  public void apply(String key, @Nullable AffiliateDirectoryEntry entry) {
    if (entry == null) {
      affiliates.remove(key);
    } else if (entry instanceof AffiliateSnapshot affiliate) {
      affiliates.put(affiliate.affiliateId().value(), affiliate);
    }
  }

  @Override
  public Optional<AffiliateSnapshot> find(TenantId tenant, AffiliateId affiliate) {
    return Optional.ofNullable(affiliates.get(affiliate.value()))
        .filter(known -> known.tenantId().equals(tenant));
  }
}
