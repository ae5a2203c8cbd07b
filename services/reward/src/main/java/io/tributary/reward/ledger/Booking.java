package io.tributary.reward.ledger;

import io.tributary.contract.money.CurrencyCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Postings decided on in one database transaction, to be written together at its end: house
 * accounts are then locked once, in one order.
 */
public final class Booking {

  private final List<Posting> postings = new ArrayList<>();
  private final Map<Key, Long> deltas = new HashMap<>();

  public void add(Posting posting) {
    postings.add(posting);
    for (Line line : posting.lines()) {
      deltas.merge(
          new Key(line.account().code(), line.amount().currency()),
          line.amount().minor(),
          Math::addExact);
    }
  }

  /** What the postings so far add to an account; debit positive. */
  public long delta(Account account, CurrencyCode currency) {
    return deltas.getOrDefault(new Key(account.code(), currency), 0L);
  }

  public List<Posting> postings() {
    return List.copyOf(postings);
  }

  private record Key(String code, CurrencyCode currency) {}
}
