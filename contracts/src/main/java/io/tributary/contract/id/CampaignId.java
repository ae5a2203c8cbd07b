package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a campaign: {@code camp_} and a ULID. */
public record CampaignId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "camp_";

  @JsonCreator
  public CampaignId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static CampaignId of(String ulid) {
    return new CampaignId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
