package io.tributary.tracking.network;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Tells the country, the autonomous system and the kind of network of an address, from arrays in
 * memory. Immutable and safe for any number of threads.
 */
public final class Networks {

  private final Countries countries;
  private final Systems systems;
  private final NetworkRules rules;
  private final String version;

  /** The kind of each autonomous system, by its position. */
  private final NetworkKind[] kinds;

  /**
   * Look-ups in those tables.
   *
   * @param version names the lists that the tables came from
   */
  Networks(Countries countries, Systems systems, NetworkRules rules, String version) {
    this.countries = countries;
    this.systems = systems;
    this.rules = rules;
    this.version = version;
    kinds = new NetworkKind[systems.size()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = rules.of(systems.number(i), systems.name(i));
    }
  }

  /** Names the lists that answers rest on. */
  public String version() {
    return version;
  }

  /** What is known of an address; null stands for none. */
  public Network of(@Nullable InetAddress address) {
    return address == null ? Network.UNKNOWN : of(address.getAddress());
  }

  /** What is known of an address of 4 or 16 bytes; of any other number of bytes nothing is. */
  public Network of(byte[] address) {
    if (!Addresses.valid(address)) {
      return Network.UNKNOWN;
    }
    if (Addresses.holdsIpv4(address)) {
      int four = Addresses.ipv4(address);
      return network(countries.of4(four), systems.of4(four), rules.of4(four));
    }
    long upper = Addresses.upper(address);
    long lower = Addresses.lower(address);
    return network(countries.of6(upper, lower), systems.of6(upper, lower), rules.of6(upper, lower));
  }

  /** The name of an autonomous system; null for a number that is not known. */
  public @Nullable String name(long asn) {
    int position = systems.position(asn);
    return position < 0 ? null : systems.name(position);
  }

  /** Number of ranges of addresses with a country, and with an autonomous system. */
  public int size() {
    return countries.size() + systems.ranges();
  }

  private Network network(@Nullable String country, int system, @Nullable NetworkKind listed) {
    if (system < 0) {
      NetworkKind kind = listed == null ? NetworkKind.UNKNOWN : listed;
      return country == null && kind == NetworkKind.UNKNOWN
          ? Network.UNKNOWN
          : new Network(country, 0, kind);
    }
    return new Network(country, systems.number(system), listed == null ? kinds[system] : listed);
  }
}
