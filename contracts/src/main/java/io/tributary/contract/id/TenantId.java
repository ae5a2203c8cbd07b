package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a customer of the installation: {@code ten_} and a ULID. */
public record TenantId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "ten_";

  @JsonCreator
  public TenantId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static TenantId of(String ulid) {
    return new TenantId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
