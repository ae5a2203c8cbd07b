package io.tributary.notification.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses in CIDR notation.
 *
 * @param prefix bits of the base that count
 */
public record Network(InetAddress base, int prefix) {

  private static final Pattern QUAD =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

  /**
   * The network of a text such as {@code 10.0.0.0/8} or {@code fc00::/7}; an address alone is a
   * network of one.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress base =
        address(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(() -> new IllegalArgumentException("not an address: " + text));
    int bits = base.getAddress().length * Byte.SIZE;
    if (slash < 0) {
      return new Network(base, bits);
    }
    String prefix = text.substring(slash + 1);
    if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > bits) {
      throw new IllegalArgumentException("not a network: " + text);
    }
    return new Network(base, Integer.parseInt(prefix));
  }

  /**
   * The address of a literal: four decimal numbers, or IPv6 without a zone. Shorter, octal and
   * hexadecimal forms are none.
   */
  public static Optional<InetAddress> address(String literal) {
    boolean isSix = literal.indexOf(':') >= 0 && literal.matches("[0-9A-Fa-f:.]{2,45}");
    if (!isSix && !QUAD.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(isSix ? Inet6Address.ofLiteral(literal) : InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the address is inside. */
  public boolean contains(InetAddress address) {
    byte[] inside = base.getAddress();
    byte[] asked = address.getAddress();
    if (inside.length != asked.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if ((inside[bit / Byte.SIZE] & mask) != (asked[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }
}
