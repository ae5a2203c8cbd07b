package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a payout: {@code po_} and a ULID. */
public record PayoutId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "po_";

  @JsonCreator
  public PayoutId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static PayoutId of(String ulid) {
    return new PayoutId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
