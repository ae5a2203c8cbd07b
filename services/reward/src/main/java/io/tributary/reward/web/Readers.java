package io.tributary.reward.web;

import io.tributary.contract.id.AffiliateId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose money a caller may see. */
final class Readers {

  private static final Role[] STAFF = {Role.ADMIN, Role.MANAGER, Role.FINANCE};

  private Readers() {}

  static void requireStaff(Caller caller) {
    caller.require(STAFF);
  }

  /**
   * The affiliate that a list is limited to: for an affiliate itself, whatever is asked for.
   *
   * @throws ApiProblem 403 if the caller may see nothing
   */
  static @Nullable AffiliateId scope(Caller caller, @Nullable AffiliateId asked) {
    if (isStaff(caller)) {
      return asked;
    }
    caller.require(Role.AFFILIATE);
    AffiliateId own = caller.affiliateId();
    if (own == null) {
      throw ApiProblem.forbidden("Your roles do not allow this.");
    }
    if (asked != null && !asked.equals(own)) {
      throw ApiProblem.notFound();
    }
    return own;
  }

  /** What was found, unless it is another affiliate's. */
  static <T> T visible(
      Caller caller, Optional<T> found, java.util.function.Function<T, AffiliateId> ownerOf) {
    T one = found.orElseThrow(ApiProblem::notFound);
    AffiliateId scope = scope(caller, null);
    if (scope != null && !scope.equals(ownerOf.apply(one))) {
      throw ApiProblem.notFound();
    }
    return one;
  }

  private static boolean isStaff(Caller caller) {
    for (Role role : STAFF) {
      if (caller.is(role)) {
        return true;
      }
    }
    return false;
  }
}
