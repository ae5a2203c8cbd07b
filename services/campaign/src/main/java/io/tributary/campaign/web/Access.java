package io.tributary.campaign.web;

import io.tributary.campaign.membership.Memberships;
import io.tributary.campaign.store.Views;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What callers may see. */
@Component
final class Access {

  private final Memberships memberships;

  Access(Memberships memberships) {
    this.memberships = memberships;
  }

  /** The campaigns that the caller may see; asks for an affiliate's memberships. */
  Views campaigns(Caller caller) {
    Views views = own(caller);
    return switch (views) {
      case Views.All() -> views;
      case Views.OfAdvertiser(_) -> views;
      case Views.OfAffiliate(AffiliateId id, _) ->
          new Views.OfAffiliate(id, memberships.campaignsOf(id));
    };
  }

  /** The links and coupons that the caller may see. */
  static Views own(Caller caller) {
    if (caller.is(Role.ADMIN) || caller.is(Role.MANAGER) || caller.is(Role.FINANCE)) {
      return new Views.All();
    }
    AdvertiserId advertiser = caller.advertiserId();
    if (caller.is(Role.ADVERTISER) && advertiser != null) {
      return new Views.OfAdvertiser(advertiser);
    }
    AffiliateId affiliate = caller.affiliateId();
    if (caller.is(Role.AFFILIATE) && affiliate != null) {
      return new Views.OfAffiliate(affiliate, Set.of());
    }
    throw ApiProblem.forbidden("Your roles do not allow this.");
  }

  /** Goes on for those who run the programme. */
  static void requireWriter(Caller caller) {
    caller.require(Role.ADMIN, Role.MANAGER);
  }

  /** Whether the caller configures advertisers' servers. */
  static boolean seesPostbackToken(Caller caller) {
    return caller.is(Role.ADMIN) || caller.is(Role.MANAGER) || caller.is(Role.ADVERTISER);
  }

  /** Goes on for those who run the programme, and for the affiliate itself. */
  static void requireWriterOrSelf(Caller caller, AffiliateId affiliate) {
    if (caller.is(Role.ADMIN) || caller.is(Role.MANAGER)) {
      return;
    }
    caller.require(Role.AFFILIATE);
    if (!affiliate.equals(caller.affiliateId())) {
      throw ApiProblem.forbidden("You may do this for yourself only.");
    }
  }
}
