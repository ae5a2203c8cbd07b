package io.tributary.reward.ledger;

import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.security.Sha256;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A transaction to be written.
 *
 * @param key derived from the business event, so that the same event posts once
 * @param effectiveAt business time
 * @param reversesKey the key of the transaction that this one undoes
 * @param lines at least two, summing to zero in each currency
 */
public record Posting(
    PostingEvent event,
    String key,
    Instant effectiveAt,
    @Nullable String reversesKey,
    @Nullable CommissionId commissionId,
    @Nullable PayoutId payoutId,
    List<Line> lines) {

  public Posting {
    lines = List.copyOf(lines);
    Map<CurrencyCode, Long> sums = new HashMap<>();
    for (Line line : lines) {
      sums.merge(line.amount().currency(), line.amount().minor(), Math::addExact);
    }
    if (lines.size() < 2 || sums.values().stream().anyMatch(sum -> sum != 0)) {
      throw new IllegalArgumentException("transaction " + key + " is not balanced");
    }
  }

  /**
   * SHA-256 of what the key stands for: event, what is reversed, and the lines in a fixed order.
   * Times are left out, so a repeat at another time is the same posting.
   */
  public byte[] fingerprint() {
    String canonical =
        "{\"event\":\"%s\",\"lines\":[%s],\"reverses\":%s}"
            .formatted(
                event.label(),
                lines.stream()
                    .sorted(
                        Comparator.comparing((Line line) -> line.account().code())
                            .thenComparing(line -> line.amount().currency().value())
                            .thenComparing(line -> line.amount().minor()))
                    .map(
                        line ->
                            "[\"%s\",\"%s\",\"%d\"]"
                                .formatted(
                                    line.account().code(),
                                    line.amount().currency(),
                                    line.amount().minor()))
                    .collect(Collectors.joining(",")),
                reversesKey == null ? "null" : "\"" + reversesKey + "\"");
    return Sha256.of(canonical);
  }
}
