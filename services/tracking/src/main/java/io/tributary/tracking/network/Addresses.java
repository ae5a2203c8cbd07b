package io.tributary.tracking.network;

import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Addresses and networks as they stand in lists, and as numbers. */
final class Addresses {

  private static final int IPV4_LENGTH = 4;
  private static final int IPV6_LENGTH = 16;
  private static final int UPPER_BITS = 96;

  /** Upper 96 bits of {@code ::ffff:0:0/96}, where IPv6 holds IPv4. */
  private static final long MAPPED = 0xffffL;

  /** Upper 64 bits of {@code 64:ff9b::/96}, where translators hold IPv4. */
  private static final long TRANSLATED = 0x0064_ff9b_0000_0000L;

  private Addresses() {}

  /** Whether the bytes are an IPv4 address, or an IPv6 address that holds one. */
  static boolean holdsIpv4(byte[] bytes) {
    if (bytes.length == IPV4_LENGTH) {
      return true;
    }
    long upper = upper(bytes);
    long middle = lower(bytes) >>> 32;
    return (upper == 0 && middle == MAPPED) || (upper == TRANSLATED && middle == 0);
  }

  /** The last four bytes as a number. */
  static int ipv4(byte[] bytes) {
    int at = bytes.length - IPV4_LENGTH;
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  static long upper(byte[] bytes) {
    return half(bytes, 0);
  }

  static long lower(byte[] bytes) {
    return half(bytes, Long.BYTES);
  }

  private static long half(byte[] bytes, int at) {
    long half = 0;
    for (int i = at; i < at + Long.BYTES; i++) {
      half = half << 8 | (bytes[i] & 0xff);
    }
    return half;
  }

  static boolean valid(byte[] bytes) {
    return bytes.length == IPV4_LENGTH || bytes.length == IPV6_LENGTH;
  }

  /**
   * Adds a network, or a single address, to a table.
   *
   * @throws IllegalArgumentException for text that is neither
   */
  static void add(Ranges.Builder table, String network, int value) {
    int slash = network.indexOf('/');
    byte[] first = literal(slash < 0 ? network : network.substring(0, slash));
    int bits = slash < 0 ? first.length * 8 : length(network.substring(slash + 1));
    if (bits < 0 || bits > first.length * 8) {
      throw new IllegalArgumentException("%s has no valid length".formatted(network));
    }
    add(table, first, last(first, bits), value);
  }

  /** Adds a network of a MaxMind DB file, where the first 2^32 addresses of IPv6 are IPv4. */
  static void add(Ranges.Builder table, InetAddress network, int bits, int value) {
    byte[] first = network.getAddress();
    int length = bits;
    if (first.length == IPV6_LENGTH
        && length >= UPPER_BITS
        && upper(first) == 0
        && lower(first) >>> 32 == 0) {
      first = Arrays.copyOfRange(first, IPV6_LENGTH - IPV4_LENGTH, IPV6_LENGTH);
      length -= UPPER_BITS;
    }
    add(table, first, last(first, length), value);
  }

  private static byte[] last(byte[] first, int bits) {
    byte[] last = first.clone();
    for (int i = bits; i < first.length * 8; i++) {
      int mask = 0x80 >>> (i % 8);
      if ((first[i / 8] & mask) != 0) {
        throw new IllegalArgumentException("a network has bits behind its length");
      }
      last[i / 8] |= (byte) mask;
    }
    return last;
  }

  /**
   * Adds the addresses from a first to a last one to a table.
   *
   * @throws IllegalArgumentException for text that is no address, or two of different families
   */
  static void add(Ranges.Builder table, String first, String last, int value) {
    byte[] from = literal(first);
    byte[] to = literal(last);
    if (from.length != to.length) {
      throw new IllegalArgumentException("%s and %s are no range".formatted(first, last));
    }
    add(table, from, to, value);
  }

  private static void add(Ranges.Builder table, byte[] first, byte[] last, int value) {
    if (first.length == IPV4_LENGTH) {
      table.add4(ipv4(first), ipv4(last), value);
    } else {
      table.add6(upper(first), lower(first), upper(last), lower(last), value);
    }
  }

  private static byte[] literal(String text) {
    InetAddress address = parsed(text);
    if (address == null) {
      throw new IllegalArgumentException("%s is no address".formatted(text));
    }
    return address.getAddress();
  }

  private static @Nullable InetAddress parsed(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static int length(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
