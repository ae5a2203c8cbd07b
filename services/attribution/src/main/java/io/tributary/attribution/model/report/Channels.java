package io.tributary.attribution.model.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The channels of an evaluation, each with a code from 0 in order of first appearance. */
public final class Channels {

  /** Names that stand for states of a chain. */
  private static final Set<String> RESERVED = Set.of("(start)", "(conversion)", "(null)");

  private final int most;
  private final Map<String, Integer> codes = new HashMap<>();
  private final List<Named> named = new ArrayList<>();

  /** How often a channel stands in a path, where that makes another channel of it; else 0. */
  private record Named(String name, int base, int times) {}

  private final Map<Integer, Map<Integer, Integer>> derived = new HashMap<>();

  /** None yet. */
  public Channels(Limits limits) {
    this.most = limits.channels();
  }

  /** Whether no channel can be called so. */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  /**
   * The code of a channel, a new one when it was never seen.
   *
   * @throws LimitExceeded if there are too many
   * @throws IllegalArgumentException if the name is reserved
   */
  public char code(String name) {
    Integer known = codes.get(name);
    if (known != null) {
      return (char) known.intValue();
    }
    if (isReserved(name)) {
      throw new IllegalArgumentException("a reserved name");
    }
    if (codes.size() >= most) {
      throw new LimitExceeded(LimitExceeded.Limit.CHANNELS);
    }
    int code = add(name, named.size(), 0);
    codes.put(name, code);
    return (char) code;
  }

  /** The code of a channel that is known by how often it stands in a path. */
  char code(char base, int times) {
    return (char)
        derived
            .computeIfAbsent((int) base, any -> new HashMap<>())
            .computeIfAbsent(times, any -> add(named.get(base).name(), base, times))
            .intValue();
  }

  private int add(String name, int base, int times) {
    if (named.size() > Character.MAX_VALUE) {
      throw new LimitExceeded(LimitExceeded.Limit.CHANNELS);
    }
    named.add(new Named(name, base, times));
    return named.size() - 1;
  }

  /** The channel that a code stands for, without how often. */
  int base(int code) {
    return named.get(code).base();
  }

  /** As {@code name}, or {@code name(times)}. */
  String label(int code) {
    Named one = named.get(code);
    return one.times() == 0 ? one.name() : one.name() + "(" + one.times() + ")";
  }

  String name(int code) {
    return named.get(code).name();
  }

  /** How many there are by name. */
  public int count() {
    return codes.size();
  }

  /** How many codes there are, those that transforms made included. */
  int codeCount() {
    return named.size();
  }

  boolean areDerived() {
    return !derived.isEmpty();
  }

  /** The codes of all names, by name. */
  List<Integer> byName() {
    return codes.values().stream()
        .sorted((a, b) -> named.get(a).name().compareTo(named.get(b).name()))
        .toList();
  }

  /** Which codes stand for one of the names. */
  boolean[] among(Set<String> names) {
    boolean[] among = new boolean[named.size()];
    IntStream.range(0, among.length).forEach(i -> among[i] = names.contains(named.get(i).name()));
    return among;
  }

  /** Whether a code stands for one of the names. */
  boolean isAmong(char code, Set<String> names) {
    return names.contains(named.get(code).name());
  }
}
