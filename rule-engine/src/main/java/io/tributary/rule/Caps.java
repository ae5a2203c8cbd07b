package io.tributary.rule;

import io.tributary.contract.id.AffiliateId;
import io.tributary.rule.Shares.Part;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds affiliates' shares below limits: what is over goes to the other affiliates in proportion to
 * their shares, as far as their own limits allow. Exact.
 *
 * @param weights of each affiliate, at least one above zero
 * @param limits of some affiliates, in parts per million
 */
record Caps(Map<AffiliateId, BigInteger> weights, Map<AffiliateId, Integer> limits) {

  private static final BigInteger WHOLE = BigInteger.valueOf(Commissions.WHOLE_PPM);

  Caps {
    weights = new LinkedHashMap<>(weights);
    limits = Map.copyOf(limits);
  }

  /** One's weights before any limit. */
  static Map<AffiliateId, BigInteger> sums(List<AffiliateId> affiliates, List<BigInteger> weights) {
    Map<AffiliateId, BigInteger> sums = new LinkedHashMap<>();
    for (int i = 0; i < affiliates.size(); i++) {
      sums.merge(affiliates.get(i), weights.get(i), BigInteger::add);
    }
    return sums;
  }

  /** With one limit more; the lower one of two holds. */
  Caps with(Iterable<AffiliateId> affiliates, int limit) {
    Map<AffiliateId, Integer> more = new HashMap<>(limits);
    affiliates.forEach(affiliate -> more.merge(affiliate, limit, Math::min));
    return new Caps(weights, more);
  }

  /**
   * What a unit of each affiliate's weight is worth, in parts per million; empty if the limits
   * leave a part that nobody may have.
   */
  Optional<Map<AffiliateId, Part>> worth() {
    Map<AffiliateId, BigInteger> free = new LinkedHashMap<>(weights);
    free.values().removeIf(weight -> weight.signum() == 0);
    Map<AffiliateId, Part> worth = new HashMap<>();
    BigInteger left = WHOLE;
    boolean found = true;
    while (found && !free.isEmpty()) {
      BigInteger sum = free.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
      BigInteger each = left;
      List<AffiliateId> over =
          free.entrySet().stream()
              .filter(
                  entry ->
                      limits.containsKey(entry.getKey())
                          && entry
                                  .getValue()
                                  .multiply(each)
                                  .compareTo(limit(entry.getKey()).multiply(sum))
                              > 0)
              .map(Map.Entry::getKey)
              .toList();
      for (AffiliateId affiliate : over) {
        worth.put(affiliate, new Part(limit(affiliate), weight(affiliate)));
        left = left.subtract(limit(affiliate));
        free.remove(affiliate);
      }
      found = !over.isEmpty();
    }
    if (free.isEmpty()) {
      return Optional.empty();
    }
    BigInteger sum = free.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    for (AffiliateId affiliate : free.keySet()) {
      worth.put(affiliate, new Part(left, sum));
    }
    return Optional.of(worth);
  }

  BigInteger weight(AffiliateId affiliate) {
    return weights.getOrDefault(affiliate, BigInteger.ZERO);
  }

  private BigInteger limit(AffiliateId affiliate) {
    return BigInteger.valueOf(limits.getOrDefault(affiliate, Commissions.WHOLE_PPM));
  }
}
