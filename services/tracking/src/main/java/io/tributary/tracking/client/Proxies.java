package io.tributary.tracking.client;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the client's address from the peer's and from what trusted proxies say. */
public final class Proxies {

  /** Of {@code X-Forwarded-For}, in characters; what is left of that is not looked at. */
  private static final int MAX_HEADER = 2_048;

  private final List<Network> trusted = new ArrayList<>();

  private record Network(InetAddress network, int bits) {

    boolean contains(InetAddress other) {
      byte[] bytes = other.getAddress();
      byte[] address = network.getAddress();
      if (bytes.length != address.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >>> (i % 8);
        if ((bytes[i / 8] & mask) != (address[i / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * The proxies of a setting.
   *
   * @throws IllegalArgumentException naming the entry that is neither an address nor a network
   */
  public Proxies(List<String> settings) {
    for (String setting : settings) {
      trusted.add(network(setting.strip()));
    }
  }

  /** Whether what the peer says of others is believed. */
  public boolean trusts(@Nullable InetAddress peer) {
    if (peer == null) {
      return false;
    }
    for (Network network : trusted) {
      if (network.contains(peer)) {
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
    return new Network(address, bits);
  }
}
