package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a API key: {@code key_} and a ULID. */
public record ApiKeyId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "key_";

  @JsonCreator
  public ApiKeyId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static ApiKeyId of(String ulid) {
    return new ApiKeyId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
