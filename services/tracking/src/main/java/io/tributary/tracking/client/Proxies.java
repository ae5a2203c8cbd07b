package io.tributary.tracking.client;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the client's address from the peer's and from what trusted proxies say. */
public final class Proxies {

  /** Of {@code X-Forwarded-For}, in characters; what is left of that is not looked at. */
  private static final int MAX_HEADER = 2_048;

  private final Network[] trusted;

  @SuppressWarnings("ArrayRecordComponent") // Made once and only read.
  private record Network(byte[] address, int bits) {

    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      for (int i = 0; i < whole; i++) {
        if (other[i] != address[i]) {
          return false;
        }
      }
      int rest = bits % Byte.SIZE;
      return rest == 0 || (other[whole] ^ address[whole]) >> (Byte.SIZE - rest) == 0;
    }
  }

  /**
   * The proxies of a setting.
   *
   * @throws IllegalArgumentException naming the entry that is neither an address nor a network
   */
  public Proxies(List<String> settings) {
    trusted = settings.stream().map(setting -> network(setting.strip())).toArray(Network[]::new);
  }

  /** Whether what the peer says of others is believed. */
  public boolean trusts(@Nullable InetAddress peer) {
    if (peer == null) {
      return false;
    }
    byte[] address = peer.getAddress();
    for (Network network : trusted) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The client's address: the peer, or the right-most entry that is no trusted proxy where the peer
   * is one.
   *
   * @param forwardedFor the header's value; null without one
   */
  public @Nullable InetAddress client(@Nullable InetAddress peer, @Nullable String forwardedFor) {
    InetAddress client = peer;
    if (forwardedFor == null) {
      return client;
    }
    int end = forwardedFor.length();
    int stop = Math.max(0, end - MAX_HEADER);
    while (trusts(client) && end > stop) {
      int comma = forwardedFor.lastIndexOf(',', end - 1);
      InetAddress entry = address(forwardedFor.substring(comma + 1, end).strip());
      if (entry == null) {
        return client;
      }
      client = entry;
      end = comma;
    }
    return client;
  }

  /** The address of a literal, with or without a port; null for anything else. */
  public static @Nullable InetAddress address(String text) {
    String literal = text;
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      literal = close < 0 ? text : text.substring(1, close);
    } else if (text.indexOf('.') > 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      int colon = text.indexOf(':');
      literal = colon < 0 ? text : text.substring(0, colon);
    }
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Network network(String setting) {
    int slash = setting.indexOf('/');
    InetAddress address = address(slash < 0 ? setting : setting.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException(
          "tributary.tracking.trusted-proxies: %s is no address or network".formatted(setting));
    }
    int max = address.getAddress().length * 8;
    int bits = max;
    if (slash >= 0) {
      try {
        bits = Integer.parseInt(setting.substring(slash + 1));
      } catch (NumberFormatException e) {
        bits = -1;
      }
    }
    if (bits < 0 || bits > max) {
      throw new IllegalArgumentException(
          "tributary.tracking.trusted-proxies: %s has no valid length".formatted(setting));
    }
    return new Network(address.getAddress(), bits);
  }
}
