package io.tributary.tracking.network;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an address.
 *
 * @param country two capital letters of ISO 3166; null where it is not known
 * @param asn number of the autonomous system; 0 where it is not known
 * @param kind what kind of network it is
 */
public record Network(@Nullable String country, long asn, NetworkKind kind) {

  public static final Network UNKNOWN = new Network(null, 0, NetworkKind.UNKNOWN);
}
