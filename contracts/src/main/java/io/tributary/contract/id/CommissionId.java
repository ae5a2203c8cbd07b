package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a commission: {@code com_} and a ULID. */
public record CommissionId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "com_";

  @JsonCreator
  public CommissionId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static CommissionId of(String ulid) {
    return new CommissionId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
