package io.tributary.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a webhook endpoint: {@code wh_} and a ULID. */
public record WebhookId(@JsonValue String value) implements PrefixedId {

  public static final String PREFIX = "wh_";

  @JsonCreator
  public WebhookId {
    PrefixedUlid.check(PREFIX, value);
  }

  /** The id made of the prefix and the given ULID. */
  public static WebhookId of(String ulid) {
    return new WebhookId(PREFIX + ulid);
  }

  @Override
  public String toString() {
    return value;
  }
}
