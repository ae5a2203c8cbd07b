package io.tributary.tracking.fraud;

import io.tributary.contract.directory.TrackingTerms.DenyList;
import io.tributary.tracking.client.Proxies;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tenant's deny list, worked out once; entries that cannot be read match nothing. */
final class Denied {

  static final Denied NOTHING = new Denied(DenyList.NONE);

  private static final int IPV4_BITS = 32;

  private final boolean empty;

  /** Networks by their length in bits and, as numbers, their bits. */
  private final Map<Integer, Set<BigInteger>> networks4 = new HashMap<>();

  private final Map<Integer, Set<BigInteger>> networks6 = new HashMap<>();
  private final Set<String> countries;
  private final List<String> referrers;
  private final List<String> userAgents;
  private final Set<String> sources;

  Denied(DenyList list) {
    for (String network : list.networks()) {
      add(network);
    }
    countries = list.countries();
    referrers = List.copyOf(list.referrers());
    userAgents = List.copyOf(list.userAgents());
    sources = list.sources();
    empty =
        networks4.isEmpty()
            && networks6.isEmpty()
            && countries.isEmpty()
            && userAgents.isEmpty()
            && sources.isEmpty();
  }

  /** Whether nothing but referrers is denied. */
  boolean isEmpty() {
    return empty;
  }

  boolean hasNetwork(@Nullable InetAddress address) {
    if (address == null) {
      return false;
    }
    byte[] bytes = address.getAddress();
    Map<Integer, Set<BigInteger>> networks = bytes.length * 8 == IPV4_BITS ? networks4 : networks6;
    if (networks.isEmpty()) {
      return false;
    }
    BigInteger number = new BigInteger(1, bytes);
    for (Map.Entry<Integer, Set<BigInteger>> length : networks.entrySet()) {
      if (length.getValue().contains(number.shiftRight(bytes.length * 8 - length.getKey()))) {
        return true;
      }
    }
    return false;
  }

  boolean hasCountry(@Nullable String country) {
    return country != null && countries.contains(country);
  }

  boolean hasSource(@Nullable String source) {
    return source != null && sources.contains(source);
  }

  boolean hasUserAgent(@Nullable String userAgent) {
    if (userAgent == null || userAgents.isEmpty()) {
      return false;
    }
    String lower = userAgent.toLowerCase(Locale.ROOT);
    for (String part : userAgents) {
      if (lower.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** The glob that the page's host and path match; null when none does. */
  @Nullable String referrer(@Nullable String referrer) {
    if (referrer == null || referrers.isEmpty()) {
      return null;
    }
    String page = hostAndPath(referrer);
    for (String glob : referrers) {
      if (matches(glob, page)) {
        return glob;
      }
    }
    return null;
  }

  private void add(String network) {
    int slash = network.indexOf('/');
    InetAddress address = Proxies.address(slash < 0 ? network : network.substring(0, slash));
    if (address == null) {
      return;
    }
    byte[] bytes = address.getAddress();
    int max = bytes.length * 8;
    int bits = slash < 0 ? max : length(network.substring(slash + 1));
    if (bits >= 0 && bits <= max) {
      (max == IPV4_BITS ? networks4 : networks6)
          .computeIfAbsent(bits, length -> new HashSet<>())
          .add(new BigInteger(1, bytes).shiftRight(max - bits));
    }
  }

  private static int length(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String hostAndPath(String referrer) {
    int scheme = referrer.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int end = referrer.length();
    for (int i = start; i < end; i++) {
      char c = referrer.charAt(i);
      if (c == '?' || c == '#') {
        end = i;
      }
    }
    return referrer.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /** Whether a glob, whose stars stand for anything, is the whole text; a host is all its pages. */
  static boolean matches(String glob, String text) {
    List<String> parts = parts(glob.indexOf('/') < 0 ? glob + "/*" : glob);
    String whole = text.indexOf('/') < 0 ? text + "/" : text;
    if (!whole.startsWith(parts.getFirst())) {
      return false;
    }
    int at = parts.getFirst().length();
    for (int i = 1; i < parts.size() - 1; i++) {
      int found = whole.indexOf(parts.get(i), at);
      if (found < 0) {
        return false;
      }
      at = found + parts.get(i).length();
    }
    return parts.size() == 1
        ? at == whole.length()
        : whole.length() - parts.getLast().length() >= at && whole.endsWith(parts.getLast());
  }

  private static List<String> parts(String glob) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int star = glob.indexOf('*'); star >= 0; star = glob.indexOf('*', start)) {
      parts.add(glob.substring(start, star));
      start = star + 1;
    }
    parts.add(glob.substring(start));
    return parts;
  }
}
