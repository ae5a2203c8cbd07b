package io.tributary.reward.payout;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import java.util.Optional;

/** Who is paid, and how. */
@FunctionalInterface
public interface Payees {

  /** The tenant's affiliate of this id, as far as it is known. */
  Optional<AffiliateSnapshot> find(TenantId tenant, AffiliateId affiliate);
}
