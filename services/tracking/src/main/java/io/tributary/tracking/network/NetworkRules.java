package io.tributary.tracking.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What lists say of the kinds of networks: by address, by number, by words in names. */
final class NetworkRules {

  static final int MAX_RULES = 1_000_000;
  private static final int MAX_WORDS = 1_000;

  /** A kind's position here is its number in tables. */
  private static final List<NetworkKind> KINDS = List.of(NetworkKind.values());

  private static final long MAX_NUMBER = 0xffff_ffffL;

  private final Ranges addresses;
  private final Map<Long, NetworkKind> numbers;
  private final List<Words> names;

  private record Words(NetworkKind kind, String text, boolean start, boolean end) {

    boolean in(String name) {
      for (int at = name.indexOf(text); at >= 0; at = name.indexOf(text, at + 1)) {
        int after = at + text.length();
        if ((!start || at == 0 || !Character.isLetterOrDigit(name.charAt(at - 1)))
            && (!end || after == name.length() || !Character.isLetterOrDigit(name.charAt(after)))) {
          return true;
        }
      }
      return false;
    }
  }

  private NetworkRules(Ranges addresses, Map<Long, NetworkKind> numbers, List<Words> names) {
    this.addresses = addresses;
    this.numbers = numbers;
    this.names = names;
  }

  /** The kind that a list gives an IPv4 address; null where none does. */
  @Nullable NetworkKind of4(int address) {
    return kind(addresses.of4(address));
  }

  /** The kind that a list gives an IPv6 address; null where none does. */
  @Nullable NetworkKind of6(long upper, long lower) {
    return kind(addresses.of6(upper, lower));
  }

  /** The kind of an autonomous system. */
  NetworkKind of(long number, String name) {
    NetworkKind kind = numbers.get(number);
    if (kind != null) {
      return kind;
    }
    String small = name.toLowerCase(Locale.ROOT);
    for (Words words : names) {
      if (words.in(small)) {
        return words.kind();
      }
    }
    return NetworkKind.ACCESS;
  }

  private static @Nullable NetworkKind kind(int value) {
    return value == Ranges.NONE ? null : KINDS.get(value);
  }

  /** Reads lists; what a later one says of the same thing counts. */
  static final class Builder {

    private final Map<String, NetworkKind> networks = new HashMap<>();
    private final Map<Long, NetworkKind> numbers = new HashMap<>();
    private final List<Words> names = new ArrayList<>();

    /**
     * One line: a kind, a space, and what it is said of.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    void add(String line) {
      int space = line.indexOf(' ');
      NetworkKind kind = space < 0 ? null : kind(line.substring(0, space));
      if (kind == null) {
        throw new IllegalArgumentException("does not begin with a known kind and a space");
      }
      String what = line.substring(space + 1).strip();
      if (what.startsWith("AS")) {
        numbers.put(number(what.substring(2)), kind);
      } else if (what.startsWith("name ")) {
        names.addFirst(words(kind, what.substring("name ".length())));
      } else {
        Addresses.add(new Ranges.Builder(), what, KINDS.indexOf(kind));
        networks.put(what, kind);
      }
      if (networks.size() + numbers.size() > MAX_RULES || names.size() > MAX_WORDS) {
        throw new IllegalArgumentException(
            "is one too many: %d networks and numbers, %d names".formatted(MAX_RULES, MAX_WORDS));
      }
    }

    NetworkRules build() {
      Ranges.Builder table = new Ranges.Builder();
      networks.forEach((network, kind) -> Addresses.add(table, network, KINDS.indexOf(kind)));
      return new NetworkRules(table.build(), Map.copyOf(numbers), List.copyOf(names));
    }

    private static @Nullable NetworkKind kind(String word) {
      for (NetworkKind kind : KINDS) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      return null;
    }

    private static long number(String text) {
      try {
        long number = Long.parseLong(text);
        if (number > 0 && number <= MAX_NUMBER) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("has no number behind AS", e);
      }
      throw new IllegalArgumentException("has a number that no autonomous system has");
    }

    private static Words words(NetworkKind kind, String text) {
      String small = text.toLowerCase(Locale.ROOT);
      boolean start = small.startsWith("|");
      boolean end = small.endsWith("|");
      String inner =
          small.substring(start ? 1 : 0, Math.max(start ? 1 : 0, small.length() - (end ? 1 : 0)));
      if (inner.strip().length() < 2) {
        throw new IllegalArgumentException("has a name of fewer than two characters");
      }
      return new Words(kind, inner, start, end);
    }
  }
}
