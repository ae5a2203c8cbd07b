package io.tributary.tracking.session;

/**
 * What is remembered that bears on a click.
 *
 * @param isAvailable whether it could be looked up; when not, nothing else here says anything
 * @param capCounts clicks that counted before this one, one number per cap of the campaign, as
 *     {@link io.tributary.tracking.traffic.Caps} says
 */
@SuppressWarnings("ArrayRecordComponent") // One per click, made, read and dropped.
public record Session(boolean isAvailable, long[] capCounts) {

  /** Nothing could be looked up. */
  public static final Session UNAVAILABLE = new Session(false, new long[0]);
}
