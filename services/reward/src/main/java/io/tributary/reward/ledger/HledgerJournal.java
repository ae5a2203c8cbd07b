package io.tributary.reward.ledger;

import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The ledger as a plain-text journal that hledger and ledger accept in their strict modes.
 *
 * <p>Entries of guarded and gateway accounts assert their balance, so that one minor unit off
 * anywhere makes both programs fail.
 */
public final class HledgerJournal {

  private final Appendable out;
  private final Map<String, Long> balances = new HashMap<>();
  private long open = -1;

  public HledgerJournal(Appendable out) {
    this.out = out;
  }

  /** Declares what the entries use; comes first. */
  public void declare(Collection<CurrencyCode> currencies, Collection<String> accounts)
      throws IOException {
    for (String currency : sorted(currencies.stream().map(CurrencyCode::value).toList())) {
      int exponent = new CurrencyCode(currency).exponent();
      out.append("commodity ").append(currency).append('\n');
      out.append("    format ").append(currency).append(" 1000.");
      out.append("0".repeat(exponent)).append('\n');
    }
    for (String account : sorted(accounts)) {
      out.append("account ").append(account).append('\n');
    }
  }

  /** Adds a line; those of a transaction follow each other, transactions by date. */
  public void entry(EntryRow row) throws IOException {
    if (row.txnId() != open) {
      open = row.txnId();
      head(row);
    }
    Money amount = row.amount();
    out.append("    ").append(row.account()).append("  ").append(text(amount));
    long balance =
        balances.merge(row.account() + " " + amount.currency(), amount.minor(), Math::addExact);
    if (row.guarded() || row.account().startsWith("Assets:Gateway:")) {
      out.append(" = ").append(text(new Money(balance, amount.currency())));
    }
    out.append('\n');
  }

  private void head(EntryRow row) throws IOException {
    LocalDate recorded = LocalDate.ofInstant(row.recordedAt(), ZoneOffset.UTC);
    LocalDate effective = LocalDate.ofInstant(row.effectiveAt(), ZoneOffset.UTC);
    out.append('\n').append(recorded.toString());
    if (!effective.equals(recorded)) {
      out.append('=').append(effective.toString());
    }
    out.append(" (").append(row.key().replaceAll("[();\\r\\n]", "_")).append(") ");
    out.append(row.event());
    out.append("  ; seq:").append(Long.toString(row.txnId()));
    if (row.payoutId() != null) {
      out.append(", payout:").append(row.payoutId().value());
    }
    out.append('\n');
  }

  private static String text(Money amount) {
    String decimal = amount.toDecimal();
    return amount.currency() + " " + (amount.currency().exponent() == 0 ? decimal + "." : decimal);
  }

  private static Iterable<String> sorted(Collection<String> words) {
    return new TreeSet<>(words);
  }
}
