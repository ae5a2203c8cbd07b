package io.tributary.tracking.directory;

import io.tributary.contract.directory.SignInsSnapshot;
import io.tributary.contract.id.AffiliateId;
import org.jspecify.annotations.Nullable;

/** Finds out where affiliates signed in to the console of late. */
@FunctionalInterface
public interface SignInDirectory {

  /** Where the affiliate's users signed in; null when nowhere. */
  @Nullable SignInsSnapshot signIns(AffiliateId id);
}
