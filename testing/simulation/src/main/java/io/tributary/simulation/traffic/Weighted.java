package io.tributary.simulation.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Items of which heavier ones are drawn more often. */
final class Weighted<T> {

  private final List<T> items;
  private final List<Double> cumulative = new ArrayList<>();

  Weighted(List<T> items, ToDoubleFunction<T> weight) {
    this.items = List.copyOf(items);
    double sum = 0;
    for (T item : items) {
      sum += weight.applyAsDouble(item);
      cumulative.add(sum);
    }
  }

  T next(RandomGenerator random) {
    double at = random.nextDouble() * cumulative.getLast();
    for (int i = 0; i < items.size(); i++) {
      if (at < cumulative.get(i)) {
        return items.get(i);
      }
    }
    return items.getLast();
  }
}
