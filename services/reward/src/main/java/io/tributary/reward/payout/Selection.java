package io.tributary.reward.payout;

import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an affiliate is paid by a run, and how much. */
public sealed interface Selection {

  /**
   * Paid.
   *
   * @param account the recipient as the gateway names it
   * @param recoup what goes to the debt first; zero when there is none
   * @param gross what is left
   */
  record Paid(AffiliateId affiliate, String account, Money recoup, Money gross)
      implements Selection {}

  /**
   * Left out.
   *
   * @param code for programs
   * @param message for people
   */
  record LeftOut(AffiliateId affiliate, String code, String message) implements Selection {}

  /**
   * Looks at one affiliate.
   *
   * @param known as the directory has it
   * @param available what can be paid out, a positive number
   * @param receivable what the affiliate owes, a positive number
   */
  static Selection of(
      AffiliateId affiliate,
      Optional<AffiliateSnapshot> known,
      String gateway,
      CurrencyCode currency,
      long available,
      long receivable) {
    LeftOut unpayable = unpayable(affiliate, known, gateway, currency);
    if (unpayable != null) {
      return unpayable;
    }
    AffiliateSnapshot.PayoutProfile profile = known.orElseThrow().payoutProfile();
    long left = Math.subtractExact(available, receivable);
    if (profile == null || left <= 0) {
      return new LeftOut(affiliate, "nothing_available", "There is nothing that can be paid out.");
    }
    if (left < profile.threshold()) {
      return new LeftOut(
          affiliate,
          "below_threshold",
          "%s %s is below the affiliate's threshold of %s."
              .formatted(
                  currency,
                  new Money(left, currency).toDecimal(),
                  new Money(profile.threshold(), currency).toDecimal()));
    }
    return new Paid(
        affiliate, profile.account(), new Money(receivable, currency), new Money(left, currency));
  }

  /** Why the affiliate cannot be paid at all; null when it can. */
  static @Nullable LeftOut unpayable(
      AffiliateId affiliate,
      Optional<AffiliateSnapshot> known,
      String gateway,
      CurrencyCode currency) {
    if (known.isEmpty()) {
      return new LeftOut(affiliate, "unknown_affiliate", "There is no such affiliate.");
    }
    if (known.get().status() != AffiliateSnapshot.Status.APPROVED) {
      return new LeftOut(affiliate, "not_approved", "The affiliate is not approved.");
    }
    AffiliateSnapshot.PayoutProfile profile = known.get().payoutProfile();
    if (profile == null) {
      return new LeftOut(affiliate, "no_payout_profile", "The affiliate has no payout profile.");
    }
    if (!profile.gateway().equals(gateway) || !profile.currency().equals(currency)) {
      return new LeftOut(
          affiliate,
          "other_payout_profile",
          "The affiliate is paid by %s in %s.".formatted(profile.gateway(), profile.currency()));
    }
    return null;
  }
}
