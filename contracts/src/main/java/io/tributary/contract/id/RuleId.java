package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a commission rule: {@code rule_} and a ULID. */
public record RuleId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "rule_";

  @JsonCreator
  public RuleId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static RuleId of(String ulid) {
    return new RuleId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
