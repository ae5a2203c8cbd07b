package io.tributary.reward.ledger;

import io.tributary.contract.money.Money;

/**
 * One line of a transaction.
 *
 * @param amount debit positive, credit negative, never zero
 */
public record Line(Account account, Money amount) {

  public Line {
    if (amount.minor() == 0) {
      throw new IllegalArgumentException("a line of nothing on " + account.code());
    }
  }

  static Line debit(Account account, Money amount) {
    return new Line(account, amount);
  }

  static Line credit(Account account, Money amount) {
    return new Line(account, new Money(Math.negateExact(amount.minor()), amount.currency()));
  }
}
