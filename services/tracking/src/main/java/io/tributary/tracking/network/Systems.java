package io.tributary.tracking.network;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The autonomous systems: which addresses each announces, its number and its name. */
final class Systems {

  static final Systems NONE = new Systems(new Ranges.Builder().build(), new long[0], new String[0]);

  private static final int MAX_SYSTEMS = 1_000_000;

  private final Ranges ranges;

  /** Numbers in rising order; a range's value is a position here. */
  private final long[] numbers;

  private final String[] names;

  Systems(Ranges ranges, long[] numbers, String[] names) {
    this.ranges = ranges;
    this.numbers = numbers;
    this.names = names;
  }

  /**
   * What the build wrote: the table of ranges, then the number of systems, then of each its number
   * and its name with the name's length in front.
   */
  static Systems read(ByteBuffer bytes) throws IOException {
    Ranges ranges = Ranges.read(bytes);
    try {
      int count = bytes.getInt();
      if (count < 0 || count > MAX_SYSTEMS) {
        throw new IOException("The table claims %d autonomous systems".formatted(count));
      }
      long[] numbers = new long[count];
      String[] names = new String[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = Integer.toUnsignedLong(bytes.getInt());
        byte[] name = new byte[Byte.toUnsignedInt(bytes.get())];
        bytes.get(name);
        names[i] = new String(name, StandardCharsets.UTF_8);
      }
      return new Systems(ranges, numbers, names);
    } catch (BufferUnderflowException e) {
      throw new IOException("The table of autonomous systems ends too early", e);
    }
  }

  int size() {
    return numbers.length;
  }

  int ranges() {
    return ranges.size();
  }

  int of4(int address) {
    return ranges.of4(address);
  }

  int of6(long upper, long lower) {
    return ranges.of6(upper, lower);
  }

  long number(int position) {
    return numbers[position];
  }

  String name(int position) {
    return names[position];
  }

  /** The position of a number; negative for one that is not there. */
  int position(long number) {
    return Arrays.binarySearch(numbers, number);
  }
}
