package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a coupon: {@code coup_} and a ULID. */
public record CouponId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "coup_";

  @JsonCreator
  public CouponId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static CouponId of(String ulid) {
    return new CouponId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
