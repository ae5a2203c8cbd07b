package io.tributary.attribution.model.report;

import java.util.Arrays;

/** The distinct codes of one path after the other, in order of first appearance. */
final class Distinct {

  private int[] seenIn = new int[64];
  private int path;
  private char[] codes = new char[16];
  private int count;

  /** Looks at a path, and forgets the one before. */
  void of(char[] touches, int length) {
    path++;
    count = 0;
    for (int i = 0; i < length; i++) {
      char code = touches[i];
      if (code >= seenIn.length) {
        seenIn = Arrays.copyOf(seenIn, 2 * code);
      }
      if (seenIn[code] != path) {
        seenIn[code] = path;
        if (count == codes.length) {
          codes = Arrays.copyOf(codes, 2 * count);
        }
        codes[count++] = code;
      }
    }
  }

  int count() {
    return count;
  }

  char code(int place) {
    return codes[place];
  }

  /** The codes in ascending order, at the beginning of an array that must not be kept. */
  char[] sorted() {
    Arrays.sort(codes, 0, count);
    return codes;
  }
}
