package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a link: {@code link_} and a ULID. */
public record LinkId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "link_";

  @JsonCreator
  public LinkId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static LinkId of(String ulid) {
    return new LinkId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
