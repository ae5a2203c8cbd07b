package io.tributary.reporting.live;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts of the last minutes; a minute's place is taken by the one that comes {@link #MINUTES}
 * later.
 */
final class MinuteRing {

  static final int MINUTES = 30;

  private final long[] minutes = new long[MINUTES];
  private final int[] counts = new int[MINUTES];

  /** Counts one in a minute of the epoch, unless a later minute has its place. */
  void count(long minute) {
    int place = (int) (minute % MINUTES);
    if (minutes[place] < minute) {
      minutes[place] = minute;
      counts[place] = 0;
    }
    if (minutes[place] == minute) {
      counts[place]++;
    }
  }

  /** The counts up to a minute, oldest first. */
  List<Integer> upTo(long last) {
    List<Integer> result = new ArrayList<>(MINUTES);
    for (long minute = last - MINUTES + 1; minute <= last; minute++) {
      int place = (int) (minute % MINUTES);
      result.add(minutes[place] == minute ? counts[place] : 0);
    }
    return result;
  }
}
