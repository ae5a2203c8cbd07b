package io.tributary.reporting.performance;

import io.tributary.contract.id.AffiliateId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An affiliate's part of a conversion.
 *
 * @param affiliate null for a conversion that is credited to nobody
 * @param ppm the shares of a conversion sum to 1,000,000
 */
public record Share(@Nullable AffiliateId affiliate, int ppm) {

  private static final long WHOLE = 1_000_000;

  /**
   * An amount split by shares: each rounded down, and the units left over given one by one in list
   * order, so that the parts sum to the amount.
   */
  static List<Long> split(long amount, List<Share> shares) {
    List<Long> parts = new ArrayList<>(shares.size());
    long left = amount;
    for (Share share : shares) {
      long part = Math.floorDiv(Math.multiplyExact(amount, share.ppm), WHOLE);
      parts.add(part);
      left -= part;
    }
    for (int i = 0; left > 0; i++, left--) {
      parts.set(i, parts.get(i) + 1);
    }
    return parts;
  }
}
