package io.tributary.affiliate.web;

import io.tributary.contract.id.AffiliateId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import org.jspecify.annotations.Nullable;

/** Whose affiliate data a caller may see. */
sealed interface Views {

  /** Every affiliate's of the tenant. */
  record All() implements Views {}

  /** One affiliate's. */
  record Own(AffiliateId affiliateId) implements Views {}

  /**
   * What the caller's roles allow.
   *
   * @throws ApiProblem 403 if nothing
   */
  static Views of(Caller caller) {
    if (caller.is(Role.ADMIN) || caller.is(Role.MANAGER) || caller.is(Role.FINANCE)) {
      return new All();
    }
    AffiliateId own = caller.affiliateId();
    if (caller.is(Role.AFFILIATE) && own != null) {
      return new Own(own);
    }
    throw ApiProblem.forbidden("Your roles do not allow this.");
  }

  /** The only affiliate to see, null for all. */
  default @Nullable AffiliateId only() {
    return switch (this) {
      case All() -> null;
      case Own(AffiliateId id) -> id;
    };
  }

  default boolean includes(AffiliateId id) {
    return switch (this) {
      case All() -> true;
      case Own(AffiliateId own) -> own.equals(id);
    };
  }
}
