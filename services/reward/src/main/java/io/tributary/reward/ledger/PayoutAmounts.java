package io.tributary.reward.ledger;

import io.tributary.contract.money.Money;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What becomes of a payout's gross amount.
 *
 * @param gross tax, fee and net together
 * @param net what the recipient gets
 */
public record PayoutAmounts(Money gross, Money tax, Money fee, Money net) {

  public PayoutAmounts {
    if (!tax.plus(fee).plus(net).equals(gross) || tax.minor() < 0 || fee.minor() < 0) {
      throw new IllegalArgumentException("gross is not tax, fee and net");
    }
    if (net.minor() <= 0) {
      throw new IllegalArgumentException("nothing is left to pay");
    }
  }

  /** Paid as it is. */
  public static PayoutAmounts untaxed(Money gross) {
    Money nothing = Money.zero(gross.currency());
    return new PayoutAmounts(gross, nothing, nothing, gross);
  }

  /** The parts that are not nothing, by the account that holds each. */
  Map<Account, Money> parts() {
    Map<Account, Money> parts = new LinkedHashMap<>();
    parts.put(Account.PAYOUT_IN_FLIGHT, net);
    parts.put(Account.TAX_WITHHELD, tax);
    parts.put(Account.PAYOUT_FEE, fee);
    parts.values().removeIf(part -> part.minor() == 0);
    return parts;
  }
}
