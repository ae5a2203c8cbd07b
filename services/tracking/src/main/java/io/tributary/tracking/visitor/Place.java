package io.tributary.tracking.visitor;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a visitor is, as far as consent depends on it.
 *
 * @param country ISO 3166-1 alpha-2, upper case; null when it is not known
 * @param local the visitor's address is the edge's own machine
 */
public record Place(@Nullable String country, boolean local) {

  /** The EEA with the parts of its members overseas, the United Kingdom and Switzerland. */
  private static final Set<String> EUROPE =
      Set.of(
          "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "EU", "FI", "FR", "GB", "GR",
          "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO",
          "SE", "SI", "SK", "AX", "GF", "GI", "GP", "MF", "MQ", "RE", "YT");

  /** An unknown country counts as Europe; the edge's own machine does not. */
  public boolean isEurope() {
    return country == null ? !local : EUROPE.contains(country);
  }
}
