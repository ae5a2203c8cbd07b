package io.tributary.tracking.traffic;

import io.tributary.contract.directory.Audience;
import io.tributary.contract.directory.Audience.Condition;
import io.tributary.contract.directory.Audience.Dimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of audiences, indexed: every value of every dimension knows, as a bit mask, the
 * audiences that take it. A visitor costs one look-up per dimension that is used at all, however
 * many audiences there are.
 */
public final class Audiences {

  private final int size;
  private final int words;
  private final Column[] columns;

  private Audiences(int size, Column[] columns) {
    this.size = size;
    this.words = (size + Long.SIZE - 1) / Long.SIZE;
    this.columns = columns;
  }

  /** The index of audiences, in their order. */
  public static Audiences of(List<Audience> audiences) {
    List<Column> columns = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      Column column = Column.of(dimension, audiences);
      if (column != null) {
        columns.add(column);
      }
    }
    return new Audiences(audiences.size(), columns.toArray(new Column[0]));
  }

  /** The position of the first audience that the visitor is in; -1 when there is none. */
  public int first(Characteristics visitor) {
    for (int word = 0; word < words; word++) {
      long taken = all(size, word);
      for (int i = 0; i < columns.length && taken != 0; i++) {
        taken &= columns[i].taking(visitor)[word];
      }
      if (taken != 0) {
        return word * Long.SIZE + Long.numberOfTrailingZeros(taken);
      }
    }
    return -1;
  }

  private static long all(int size, int word) {
    int left = size - word * Long.SIZE;
    return left >= Long.SIZE ? -1L : (1L << left) - 1;
  }

  /** One dimension. */
  private static final class Column {

    private final Dimension dimension;
    private final Map<String, long[]> takers;

    /** The audiences that take a value which no condition names, or none at all. */
    private final long[] others;

    private Column(Dimension dimension, Map<String, long[]> takers, long[] others) {
      this.dimension = dimension;
      this.takers = takers;
      this.others = others;
    }

    static @Nullable Column of(Dimension dimension, List<Audience> audiences) {
      Map<String, long[]> takers = new HashMap<>();
      for (Audience audience : audiences) {
        for (Condition condition : audience.conditions()) {
          if (condition.dimension() == dimension) {
            condition.values().forEach(value -> takers.put(value, new long[0]));
          }
        }
      }
      if (takers.isEmpty()
          && audiences.stream()
              .flatMap(audience -> audience.conditions().stream())
              .noneMatch(condition -> condition.dimension() == dimension)) {
        return null;
      }
      takers.replaceAll((value, none) -> mask(dimension, audiences, value));
      return new Column(dimension, Map.copyOf(takers), mask(dimension, audiences, null));
    }

    long[] taking(Characteristics visitor) {
      String value = visitor.value(dimension);
      if (value == null) {
        return others;
      }
      long[] named = takers.get(value);
      return named == null ? others : named;
    }

    private static long[] mask(
        Dimension dimension, List<Audience> audiences, @Nullable String value) {
      long[] mask = new long[(audiences.size() + Long.SIZE - 1) / Long.SIZE];
      for (int i = 0; i < audiences.size(); i++) {
        if (takes(audiences.get(i), dimension, value)) {
          mask[i / Long.SIZE] |= 1L << i;
        }
      }
      return mask;
    }

    private static boolean takes(Audience audience, Dimension dimension, @Nullable String value) {
      for (Condition condition : audience.conditions()) {
        if (condition.dimension() == dimension
            && (value != null && condition.values().contains(value)) == condition.excluded()) {
          return false;
        }
      }
      return true;
    }
  }
}
