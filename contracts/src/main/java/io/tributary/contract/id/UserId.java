package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a console user: {@code usr_} and a ULID. */
public record UserId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "usr_";

  @JsonCreator
  public UserId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static UserId of(String ulid) {
    return new UserId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
