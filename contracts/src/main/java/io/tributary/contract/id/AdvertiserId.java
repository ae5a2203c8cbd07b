package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a advertiser, whose product is promoted: {@code adv_} and a ULID. */
public record AdvertiserId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "adv_";

  @JsonCreator
  public AdvertiserId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static AdvertiserId of(String ulid) {
    return new AdvertiserId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
