package io.tributary.attribution.model.report;

import java.util.Set;

/** What can be done to a path before a model sees it. */
public sealed interface PathTransform {

  /** Nothing. */
  record Unique() implements PathTransform {
    @Override
    public int apply(char[] codes, int length, Channels channels) {
      return length;
    }
  }

  /** Runs of one channel become one touch. */
  record Exposure() implements PathTransform {
    @Override
    public int apply(char[] codes, int length, Channels channels) {
      int kept = 0;
      for (int i = 0; i < length; i++) {
        if (kept == 0 || codes[kept - 1] != codes[i]) {
          codes[kept++] = codes[i];
        }
      }
      return kept;
    }
  }

  /** Only the first touch of each channel stays. */
  record First() implements PathTransform {
    @Override
    public int apply(char[] codes, int length, Channels channels) {
      int kept = 0;
      for (int i = 0; i < length; i++) {
        if (times(codes, kept, codes[i]) == 0) {
          codes[kept++] = codes[i];
        }
      }
      return kept;
    }
  }

  /**
   * Only the first touch of each channel stays, as a channel of its own for every number of
   * touches; reports sum these under the channel's name again. To be applied last.
   */
  record Frequency() implements PathTransform {
    @Override
    public int apply(char[] codes, int length, Channels channels) {
      char[] before = codes.clone();
      int kept = new First().apply(codes, length, channels);
      for (int i = 0; i < kept; i++) {
        codes[i] = channels.code(codes[i], times(before, length, codes[i]));
      }
      return kept;
    }
  }

  /** The channels are dropped unless nothing would remain. */
  record RemoveIfNotAll(Set<String> names) implements PathTransform {

    public RemoveIfNotAll {
      names = Set.copyOf(names);
    }

    @Override
    public int apply(char[] codes, int length, Channels channels) {
      int kept = 0;
      for (int i = 0; i < length; i++) {
        if (!channels.isAmong(codes[i], names)) {
          codes[kept++] = codes[i];
        }
      }
      return kept == 0 ? length : kept;
    }
  }

  /** The channels are dropped from the end unless nothing would remain. */
  record RemoveIfLastAndNotAll(Set<String> names) implements PathTransform {

    public RemoveIfLastAndNotAll {
      names = Set.copyOf(names);
    }

    @Override
    public int apply(char[] codes, int length, Channels channels) {
      int kept = length;
      while (kept > 0 && channels.isAmong(codes[kept - 1], names)) {
        kept--;
      }
      return kept == 0 ? length : kept;
    }
  }

  /** Only the last touches stay. */
  record TrimLongPath(int most) implements PathTransform {

    public TrimLongPath {
      if (most < 1) {
        throw new IllegalArgumentException("a path of no touches");
      }
    }

    @Override
    public int apply(char[] codes, int length, Channels channels) {
      if (length <= most) {
        return length;
      }
      System.arraycopy(codes, length - most, codes, 0, most);
      return most;
    }
  }

  /**
   * Changes a path in place.
   *
   * @return its length afterwards
   */
  int apply(char[] codes, int length, Channels channels);

  private static int times(char[] codes, int length, char code) {
    int times = 0;
    for (int i = 0; i < length; i++) {
      times += codes[i] == code ? 1 : 0;
    }
    return times;
  }
}
