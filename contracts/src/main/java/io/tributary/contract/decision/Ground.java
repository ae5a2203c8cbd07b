package io.tributary.contract.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a decision rests on.
 *
 * @param cause why it was made
 * @param key by what the conversion found its touches; null in decisions of earlier versions
 * @param termsVersion of the campaign's terms that were used; 0 where there were none
 * @param modelVersion of the learned weights that were used; null without any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ground(
    Cause cause, @Nullable MatchKey key, int termsVersion, @Nullable String modelVersion) {

  /** Of a decision that says nothing about it. */
  public static final Ground UNTOLD = new Ground(Cause.FIRST, null, 0, null);

  /** Why there is a revision. */
  public enum Cause {
    /** The conversion was reported. */
    @JsonProperty("first")
    FIRST,
    @JsonProperty("amount_changed")
    AMOUNT_CHANGED,
    @JsonProperty("status_changed")
    STATUS_CHANGED,
    /** A click that came before the conversion arrived after it was decided. */
    @JsonProperty("late_click")
    LATE_CLICK,
    /** The visitor turned out to be a person with other touches. */
    @JsonProperty("identity_merge")
    IDENTITY_MERGE,
    @JsonProperty("dispute")
    DISPUTE,
    @JsonProperty("replay")
    REPLAY
  }

  /** By what a conversion finds its touches, the surest first. */
  public enum MatchKey {
    @JsonProperty("click_id")
    CLICK_ID,
    @JsonProperty("visitor")
    VISITOR,
    @JsonProperty("customer")
    CUSTOMER,
    @JsonProperty("coupon")
    COUPON,
    @JsonProperty("email_hash")
    EMAIL_HASH,
    @JsonProperty("probabilistic")
    PROBABILISTIC,
    @JsonProperty("none")
    NONE
  }
}
