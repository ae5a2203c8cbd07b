package io.tributary.notification.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where calls to addresses that customers choose may go: the public Internet over https, and what
 * the configuration allows besides. Everything that IANA has set aside is refused, so that no
 * customer reaches the installation's own network.
 */
public final class TargetPolicy {

  public static final int MAX_URL = 2_048;
  private static final Set<Integer> PORTS = Set.of(443, 8443);
  private static final List<String> INTERNAL_SUFFIXES =
      List.of(".local", ".internal", ".localhost", ".localdomain", ".home.arpa");

  private static final List<Network> REFUSED_V4 =
      networks(
          "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12"
              + " 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15"
              + " 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4");
  private static final Network GLOBAL_V6 = Network.parse("2000::/3");
  private static final List<Network> REFUSED_V6 =
      networks("2001::/23 2001:db8::/32 2002::/16 3fff::/20");

  private final List<Network> allowed;

  /**
   * A policy.
   *
   * @param allowed networks that are allowed although they would be refused, over http and any port
   *     too
   */
  public TargetPolicy(List<Network> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /** Why an endpoint cannot have this URL, as far as its text tells; empty when it can. */
  public Optional<String> complaint(String url) {
    Optional<URI> parsed = parse(url);
    if (parsed.isEmpty()) {
      return Optional.of("is no absolute https address of a host");
    }
    URI target = parsed.get();
    Optional<InetAddress> literal = Network.address(host(target));
    if (literal.isPresent()) {
      return refusal(target, List.of(literal.get())).map(code -> "is refused: " + code);
    }
    // A name may turn out to be in an allowed network, which only its resolution tells.
    return allowed.isEmpty()
        ? refusalByText(target).map(code -> "is refused: " + code)
        : Optional.empty();
  }

  /** The parts of an address that can be called at all. */
  public static Optional<URI> parse(String url) {
    try {
      URI target = new URI(url);
      String scheme = target.getScheme();
      boolean usable =
          url.length() <= MAX_URL
              && scheme != null
              && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
              && target.getHost() != null
              && target.getRawUserInfo() == null
              && target.getRawFragment() == null;
      return usable ? Optional.of(target) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The host's name, or the address without brackets. */
  public static String host(URI target) {
    String host = target.getHost().toLowerCase(Locale.ROOT);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * Why the target must not be called, as a code; empty when it may.
   *
   * @param addresses all that its host resolves to; one of them is then connected to
   */
  public Optional<String> refusal(URI target, List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      return Optional.of("unknown_host");
    }
    if (addresses.stream().allMatch(this::isAllowed)) {
      return Optional.empty();
    }
    if (addresses.stream().anyMatch(address -> !isAllowed(address) && isSetAside(address))) {
      return Optional.of("address_refused");
    }
    return refusalByText(target);
  }

  private static Optional<String> refusalByText(URI target) {
    String host = host(target);
    if (!"https".equalsIgnoreCase(target.getScheme())) {
      return Optional.of("https_required");
    }
    if (target.getPort() != -1 && !PORTS.contains(target.getPort())) {
      return Optional.of("port_refused");
    }
    boolean internal =
        host.endsWith(".")
            || host.indexOf('.') < 0
            || INTERNAL_SUFFIXES.stream().anyMatch(host::endsWith);
    if (internal || Network.address(host).isPresent() || host.matches("[0-9.x]*")) {
      return Optional.of("host_refused");
    }
    return Optional.empty();
  }

  private boolean isAllowed(InetAddress address) {
    return allowed.stream().anyMatch(network -> network.contains(address));
  }

  /** Whether IANA has set the address aside for something other than public hosts. */
  static boolean isSetAside(InetAddress address) {
    if (address instanceof Inet6Address) {
      return !GLOBAL_V6.contains(address)
          || REFUSED_V6.stream().anyMatch(network -> network.contains(address));
    }
    return REFUSED_V4.stream().anyMatch(network -> network.contains(address));
  }

  private static List<Network> networks(String words) {
    return Stream.of(words.split(" ", -1)).map(Network::parse).toList();
  }
}
