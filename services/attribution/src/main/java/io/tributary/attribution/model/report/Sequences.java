package io.tributary.attribution.model.report;

import java.util.Arrays;

/** Numbers distinct sequences of codes from 0 in order of their first appearance. */
final class Sequences {

  private static final int FIRST_CAPACITY = 64;

  private final int most;
  private final int mostCodes;
  private final LimitExceeded.Limit limit;
  private char[] codes = new char[FIRST_CAPACITY];
  private int[] starts = new int[FIRST_CAPACITY];
  private int[] slots = new int[2 * FIRST_CAPACITY];
  private int size;

  /**
   * None yet.
   *
   * @param limit what to report when there are more than {@code most}, or {@code mostCodes} in them
   */
  Sequences(int most, int mostCodes, LimitExceeded.Limit limit) {
    this.most = most;
    this.mostCodes = mostCodes;
    this.limit = limit;
  }

  int size() {
    return size;
  }

  int length(int number) {
    return starts[number + 1] - starts[number];
  }

  char code(int number, int place) {
    return codes[starts[number] + place];
  }

  /** Copies a sequence to the beginning of an array that has room for it. */
  void copy(int number, char[] into) {
    System.arraycopy(codes, starts[number], into, 0, length(number));
  }

  /** The sequence's number; -1 when it was never taken. */
  int find(char[] from, int start, int length) {
    int slot = slot(from, start, length);
    return slots[slot] - 1;
  }

  /**
   * The sequence's number, a new one when it was never taken.
   *
   * @throws LimitExceeded if there is no room for it
   */
  int number(char[] from, int start, int length) {
    int slot = slot(from, start, length);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    int end = starts[size];
    if (size >= most || length > mostCodes - end) {
      throw new LimitExceeded(limit);
    }
    if (end + length > codes.length) {
      codes = Arrays.copyOf(codes, grown(codes.length, end + length, mostCodes));
    }
    if (size + 2 > starts.length) {
      starts = Arrays.copyOf(starts, grown(starts.length, size + 2, most + 1));
    }
    System.arraycopy(from, start, codes, end, length);
    slots[slot] = size + 1;
    size++;
    starts[size] = end + length;
    if (2 * size > slots.length) {
      spread();
    }
    return size - 1;
  }

  private static int grown(int capacity, int needed, int most) {
    long half = capacity + (long) (capacity >> 1);
    return Math.max(needed, (int) Math.min(half, most));
  }

  private void spread() {
    int[] wider = new int[2 * slots.length];
    int mask = wider.length - 1;
    for (int number = 0; number < size; number++) {
      int slot = hash(codes, starts[number], length(number)) & mask;
      while (wider[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      wider[slot] = number + 1;
    }
    slots = wider;
  }

  private int slot(char[] from, int start, int length) {
    int mask = slots.length - 1;
    int slot = hash(from, start, length) & mask;
    while (slots[slot] != 0 && !isAt(slots[slot] - 1, from, start, length)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int number, char[] from, int start, int length) {
    int own = starts[number];
    return Arrays.equals(codes, own, starts[number + 1], from, start, start + length);
  }

  private static int hash(char[] from, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = hash * 0x9E3779B1 + from[i];
    }
    hash ^= hash >>> 15;
    hash *= 0x85EBCA6B;
    return hash ^ hash >>> 13;
  }
}
