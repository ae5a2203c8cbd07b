package io.tributary.reporting.performance;

import io.tributary.contract.id.TenantId;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changes added up key by key; keys are held in order, which is the order rows are locked in. */
public final class FigureSums {

  private final SortedMap<FigureKey, Figures> sums = new TreeMap<>();

  void add(FigureKey key, Figures change) {
    sums.merge(key, change, Figures::plus);
  }

  /** The changes of one tenant, those left out that cancel themselves. */
  public SortedMap<FigureKey, Figures> of(TenantId tenant) {
    SortedMap<FigureKey, Figures> changes = new TreeMap<>();
    sums.forEach(
        (key, change) -> {
          if (key.tenant().equals(tenant) && !change.equals(Figures.NONE)) {
            changes.put(key, change);
          }
        });
    return changes;
  }
}
