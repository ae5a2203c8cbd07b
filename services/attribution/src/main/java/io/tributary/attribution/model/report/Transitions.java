package io.tributary.attribution.model.report;

import java.util.Arrays;

/** How often each state was followed by each other one. */
final class Transitions {

  private static final int FIRST_CAPACITY = 256;

  private final int most;
  private long[] keys = new long[FIRST_CAPACITY];
  private int[] slots = new int[2 * FIRST_CAPACITY];
  private final CompensatedSums counts = new CompensatedSums();
  private int size;

  Transitions(int most) {
    this.most = most;
  }

  /**
   * Counts journeys that went from one state to another.
   *
   * @throws LimitExceeded if there are too many transitions
   */
  void add(int from, int to, double journeys) {
    long key = (long) from << Integer.SIZE | to;
    int mask = slots.length - 1;
    int slot = hash(key) & mask;
    while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
      slot = (slot + 1) & mask;
    }
    if (slots[slot] == 0) {
      if (size >= most) {
        throw new LimitExceeded(LimitExceeded.Limit.STATES);
      }
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, size + (size >> 1));
      }
      keys[size++] = key;
      slots[slot] = size;
      counts.add(size - 1, journeys);
      if (2 * size > slots.length) {
        spread();
      }
    } else {
      counts.add(slots[slot] - 1, journeys);
    }
  }

  int size() {
    return size;
  }

  int from(int transition) {
    return (int) (keys[transition] >>> Integer.SIZE);
  }

  int to(int transition) {
    return (int) keys[transition];
  }

  double journeys(int transition) {
    return counts.get(transition);
  }

  private void spread() {
    int[] wider = new int[2 * slots.length];
    int mask = wider.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = hash(keys[i]) & mask;
      while (wider[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      wider[slot] = i + 1;
    }
    slots = wider;
  }

  private static int hash(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> Integer.SIZE);
  }
}
