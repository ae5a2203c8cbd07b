package io.tributary.simulation.load;

import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param number from 1, in the order of sending
 * @param campaign index of the target's campaign
 * @param linkCode of a click; null for a postback
 * @param clickId of a postback; null for a click
 * @param orderId of a postback, unique in the run; null for a click
 * @param amount of a postback, decimal; null for a click
 */
public record Attempt(
    long number,
    Kind kind,
    int campaign,
    @Nullable String linkCode,
    @Nullable String clickId,
    @Nullable String orderId,
    @Nullable String amount) {

  /** What is sent. */
  public enum Kind {
    CLICK,
    POSTBACK
  }
}
