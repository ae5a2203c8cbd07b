package io.tributary.tracking.network;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number for each address of some ranges, found by binary search in primitive arrays. Ranges may
 * lie inside one another, the inner one counts; they may not overlap otherwise.
 */
final class Ranges {

  /** What an address outside all ranges has. */
  static final int NONE = -1;

  private static final long FLIP = Long.MIN_VALUE;
  private static final long MAX_IPV4 = 0xffff_ffffL;

  /** Pieces of one address space; a table larger than that is no table. */
  private static final int MAX_PIECES = 8_000_000;

  /** IPv4: the first address of each piece, with the sign bit turned so that the order is right. */
  private final int[] starts4;

  private final int[] values4;

  /** IPv6: the upper and the lower half of each piece's first address, turned likewise. */
  private final long[] upper6;

  private final long[] lower6;
  private final int[] values6;

  private Ranges(int[] starts4, int[] values4, long[] upper6, long[] lower6, int[] values6) {
    this.starts4 = starts4;
    this.values4 = values4;
    this.upper6 = upper6;
    this.lower6 = lower6;
    this.values6 = values6;
  }

  /**
   * A table that the build wrote: the number of pieces of IPv4, their first addresses, their
   * numbers; then the same of IPv6, with first addresses in two halves.
   *
   * @throws IOException for bytes that are no table
   */
  static Ranges read(ByteBuffer bytes) throws IOException {
    try {
      int count4 = count(bytes);
      int[] starts4 = ints(bytes, count4);
      for (int i = 0; i < count4; i++) {
        starts4[i] ^= Integer.MIN_VALUE;
      }
      int[] values4 = ints(bytes, count4);
      int count6 = count(bytes);
      long[] upper6 = longs(bytes, count6);
      long[] lower6 = longs(bytes, count6);
      for (int i = 0; i < count6; i++) {
        upper6[i] ^= FLIP;
        lower6[i] ^= FLIP;
      }
      return new Ranges(starts4, values4, upper6, lower6, ints(bytes, count6));
    } catch (BufferUnderflowException e) {
      throw new IOException("The table of ranges ends too early", e);
    }
  }

  private static int count(ByteBuffer bytes) throws IOException {
    int count = bytes.getInt();
    if (count < 0 || count > MAX_PIECES) {
      throw new IOException("The table of ranges claims %d pieces".formatted(count));
    }
    return count;
  }

  private static int[] ints(ByteBuffer bytes, int count) {
    int[] values = new int[count];
    bytes.asIntBuffer().get(values);
    bytes.position(bytes.position() + count * Integer.BYTES);
    return values;
  }

  private static long[] longs(ByteBuffer bytes, int count) {
    long[] values = new long[count];
    bytes.asLongBuffer().get(values);
    bytes.position(bytes.position() + count * Long.BYTES);
    return values;
  }

  /** Number of pieces of the two address spaces. */
  int size() {
    return starts4.length + upper6.length;
  }

  /** The number of an IPv4 address; {@link #NONE} outside all ranges. */
  int of4(int address) {
    int key = address ^ Integer.MIN_VALUE;
    int low = 0;
    int high = starts4.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (starts4[middle] <= key) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high < 0 ? NONE : values4[high];
  }

  /** The number of an IPv6 address, given in two halves; {@link #NONE} outside all ranges. */
  int of6(long upper, long lower) {
    long keyUpper = upper ^ FLIP;
    long keyLower = lower ^ FLIP;
    int low = 0;
    int high = upper6.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (upper6[middle] < keyUpper || (upper6[middle] == keyUpper && lower6[middle] <= keyLower)) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high < 0 ? NONE : values6[high];
  }

  /** Collects ranges. */
  static final class Builder {

    private final List<Range> four = new ArrayList<>();
    private final List<Range> six = new ArrayList<>();

    /** From the first to the last address, both included. */
    void add4(int first, int last, int value) {
      add(
          four,
          new Range(0, Integer.toUnsignedLong(first), 0, Integer.toUnsignedLong(last), value));
    }

    /** From the first to the last address, both included, each in two halves. */
    void add6(long firstUpper, long firstLower, long lastUpper, long lastLower, int value) {
      add(six, new Range(firstUpper, firstLower, lastUpper, lastLower, value));
    }

    private static void add(List<Range> ranges, Range range) {
      if (range.compareStart(range.lastUpper, range.lastLower) > 0) {
        throw new IllegalArgumentException("A range ends before it begins");
      }
      ranges.add(range);
    }

    /**
     * The table.
     *
     * @throws IllegalArgumentException for ranges that overlap
     */
    Ranges build() {
      Pieces pieces4 = new Pieces(four);
      Pieces pieces6 = new Pieces(six);
      int[] starts = new int[pieces4.count4()];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = (int) pieces4.lower[i] ^ Integer.MIN_VALUE;
      }
      long[] upper = Arrays.copyOf(pieces6.upper, pieces6.count);
      long[] lower = Arrays.copyOf(pieces6.lower, pieces6.count);
      for (int i = 0; i < upper.length; i++) {
        upper[i] ^= FLIP;
        lower[i] ^= FLIP;
      }
      return new Ranges(
          starts,
          Arrays.copyOf(pieces4.values, starts.length),
          upper,
          lower,
          Arrays.copyOf(pieces6.values, pieces6.count));
    }
  }

  private record Range(
      long firstUpper, long firstLower, long lastUpper, long lastLower, int value) {

    int compareStart(long upper, long lower) {
      int order = Long.compareUnsigned(firstUpper, upper);
      return order != 0 ? order : Long.compareUnsigned(firstLower, lower);
    }

    int compareEnd(Range other) {
      int order = Long.compareUnsigned(lastUpper, other.lastUpper);
      return order != 0 ? order : Long.compareUnsigned(lastLower, other.lastLower);
    }

    boolean endsBefore(Range other) {
      int order = Long.compareUnsigned(lastUpper, other.firstUpper);
      return order < 0 || (order == 0 && Long.compareUnsigned(lastLower, other.firstLower) < 0);
    }
  }

  /** Ranges cut into pieces that lie side by side; a piece goes on to the next one's start. */
  private static final class Pieces {

    private static final Comparator<Range> OUTER_FIRST =
        ((Comparator<Range>) (a, b) -> a.compareStart(b.firstUpper, b.firstLower))
            .thenComparing((a, b) -> b.compareEnd(a));

    private long[] upper;
    private long[] lower;
    private int[] values;
    private int count;

    Pieces(List<Range> ranges) {
      int capacity = 2 * ranges.size() + 1;
      upper = new long[capacity];
      lower = new long[capacity];
      values = new int[capacity];
      ranges.sort(OUTER_FIRST);
      List<Range> open = new ArrayList<>();
      for (Range range : ranges) {
        close(open, range);
        if (!open.isEmpty() && range.compareEnd(open.getLast()) > 0) {
          throw new IllegalArgumentException("Two ranges overlap, and neither is inside the other");
        }
        begin(range.firstUpper, range.firstLower, range.value);
        open.add(range);
      }
      close(open, null);
    }

    /** Ends the open ranges that are over where the next one begins; all without a next one. */
    private void close(List<Range> open, @Nullable Range next) {
      while (!open.isEmpty() && (next == null || open.getLast().endsBefore(next))) {
        Range over = open.removeLast();
        if (over.lastUpper == -1 && over.lastLower == -1) {
          continue;
        }
        long afterLower = over.lastLower + 1;
        long afterUpper = afterLower == 0 ? over.lastUpper + 1 : over.lastUpper;
        begin(afterUpper, afterLower, open.isEmpty() ? NONE : open.getLast().value);
      }
    }

    /** Without the piece behind the last address of IPv4. */
    int count4() {
      return count > 0 && lower[count - 1] > MAX_IPV4 ? count - 1 : count;
    }

    private void begin(long firstUpper, long firstLower, int value) {
      if (count > 0 && upper[count - 1] == firstUpper && lower[count - 1] == firstLower) {
        count--;
      }
      if (count > 0 && values[count - 1] == value) {
        return;
      }
      upper[count] = firstUpper;
      lower[count] = firstLower;
      values[count] = value;
      count++;
    }
  }
}
