package io.tributary.contract.tracking;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The visitor's word on being tracked. */
public enum Consent {
  @JsonProperty("granted")
  GRANTED,
  @JsonProperty("denied")
  DENIED,
  @JsonProperty("unknown")
  UNKNOWN
}
