package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a payout run: {@code run_} and a ULID. */
public record PayoutRunId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "run_";

  @JsonCreator
  public PayoutRunId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static PayoutRunId of(String ulid) {
    return new PayoutRunId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
