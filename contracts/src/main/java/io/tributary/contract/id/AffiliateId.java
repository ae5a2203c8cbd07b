package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a affiliate, who promotes: {@code aff_} and a ULID. */
public record AffiliateId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "aff_";

  @JsonCreator
  public AffiliateId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static AffiliateId of(String ulid) {
    return new AffiliateId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
