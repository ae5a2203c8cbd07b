package io.tributary.tracking.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The country of each address. */
final class Countries {

  static final Countries NONE = new Countries(new Ranges.Builder().build());

  private static final int LETTERS = 26;

  /** All two-letter codes, so that each exists once. */
  private static final String[] CODES = codes();

  private final Ranges ranges;

  Countries(Ranges ranges) {
    this.ranges = ranges;
  }

  static Countries read(ByteBuffer bytes) throws IOException {
    return new Countries(Ranges.read(bytes));
  }

  /** Number of ranges. */
  int size() {
    return ranges.size();
  }

  @Nullable String of4(int address) {
    return name(ranges.of4(address));
  }

  @Nullable String of6(long upper, long lower) {
    return name(ranges.of6(upper, lower));
  }

  /**
   * The number that stands for a code in tables.
   *
   * @throws IllegalArgumentException for text that is no two capital letters
   */
  static int number(String code) {
    if (code.length() != 2 || !capital(code.charAt(0)) || !capital(code.charAt(1))) {
      throw new IllegalArgumentException("%s is no code of a country".formatted(code));
    }
    return (code.charAt(0) - 'A') * LETTERS + code.charAt(1) - 'A';
  }

  private static boolean capital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static @Nullable String name(int number) {
    return number < 0 || number >= CODES.length ? null : CODES[number];
  }

  private static String[] codes() {
    String[] codes = new String[LETTERS * LETTERS];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = "" + (char) ('A' + i / LETTERS) + (char) ('A' + i % LETTERS);
    }
    return codes;
  }
}
