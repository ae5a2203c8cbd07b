package io.tributary.tracking.network;

import java.util.Locale;

/** What kind of network an address belongs to. */
public enum NetworkKind {
  /** Not announced by a network that is known. */
  UNKNOWN,
  /** Households, offices, schools: whatever is not one of the others. */
  ACCESS,
  /** A mobile carrier, where many people share an address. */
  MOBILE,
  /** Servers: a cloud, a hosting company, a content network. */
  DATA_CENTRE,
  /** A company's privacy relay for its own customers: people, many to an address. */
  RELAY,
  VPN,
  PROXY,
  /** An exit of the Tor network. */
  TOR;

  /** The word for it in lists: {@code data-centre}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether many people come from one address. */
  public boolean shared() {
    return this == MOBILE || this == RELAY;
  }
}
