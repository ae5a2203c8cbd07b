package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a membership of one affiliate in one campaign: {@code mem_} and a ULID. */
public record MembershipId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "mem_";

  @JsonCreator
  public MembershipId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static MembershipId of(String ulid) {
    return new MembershipId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
