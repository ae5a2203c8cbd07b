package io.tributary.attribution.model.report;

import java.util.List;

/** Journeys summed by their path. */
public final class Paths implements PathSink {

  private final Channels channels;
  private final Sequences paths;
  private final CompensatedSums conversions = new CompensatedSums();
  private final CompensatedSums values = new CompensatedSums();
  private final CompensatedSums nulls = new CompensatedSums();
  private int longest;

  /** None yet. */
  public Paths(Channels channels, Limits limits) {
    this.channels = channels;
    this.paths = new Sequences(limits.paths(), limits.touches(), LimitExceeded.Limit.PATHS);
  }

  @Override
  public void add(char[] codes, int length, double conversions, double value, double nulls) {
    int path = paths.number(codes, 0, length);
    this.conversions.add(path, conversions);
    this.values.add(path, value);
    this.nulls.add(path, nulls);
    longest = Math.max(longest, length);
  }

  /** As {@link PathSink#add}, by names. */
  public void add(List<String> path, double conversions, double value, double nulls) {
    char[] codes = new char[path.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = channels.code(path.get(i));
    }
    add(codes, codes.length, conversions, value, nulls);
  }

  /** Gives each distinct path once. */
  public void forEach(PathSink sink) {
    char[] codes = new char[longest];
    for (int path = 0; path < paths.size(); path++) {
      paths.copy(path, codes);
      sink.add(codes, paths.length(path), conversions.get(path), values.get(path), nulls.get(path));
    }
  }

  /** How often journeys of exactly this path convert, 0 if there are none. */
  double conversionRate(char[] codes, int length) {
    int path = paths.find(codes, 0, length);
    if (path < 0) {
      return 0;
    }
    double converted = conversions.get(path);
    return converted == 0 ? 0 : converted / (converted + nulls.get(path));
  }

  public Channels channels() {
    return channels;
  }

  /** Distinct ones. */
  public int size() {
    return paths.size();
  }
}
