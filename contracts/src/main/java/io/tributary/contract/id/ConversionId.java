package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a conversion: {@code conv_} and a ULID. */
public record ConversionId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "conv_";

  @JsonCreator
  public ConversionId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static ConversionId of(String ulid) {
    return new ConversionId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
