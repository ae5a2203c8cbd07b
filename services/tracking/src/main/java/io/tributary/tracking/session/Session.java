package io.tributary.tracking.session;

/**
 * What is remembered that bears on a click. Counts include this click.
 *
 * @param isAvailable whether it is what all processes remember; when not, it is what this one does,
 *     which can be too little
 * @param visitorSeen the visitor followed this link inside the duplicate window
 * @param senderSeen the address with this user agent followed this link inside the window
 * @param perAddress clicks of the address in this minute
 * @param perCampaign clicks of the address on the campaign in this minute
 * @param perDevice clicks of the fingerprint in this minute; 0 without one
 * @param sinceShown milliseconds since the visitor was shown a creative of the link; {@link
 *     #UNKNOWN} when it was not, or is not known
 * @param replayed the affiliate's own click id came before, from another sender
 * @param capCounts clicks that counted before this one, one number per cap of the campaign, as
 *     {@link io.tributary.tracking.traffic.Caps} says
 */
@SuppressWarnings("ArrayRecordComponent") // One per click, made, read and dropped.
public record Session(
    boolean isAvailable,
    boolean visitorSeen,
    boolean senderSeen,
    long perAddress,
    long perCampaign,
    long perDevice,
    long sinceShown,
    boolean replayed,
    long[] capCounts) {

  public static final long UNKNOWN = -1;

  /** Nothing could be looked up, and nothing is remembered here. */
  public static final Session UNAVAILABLE = of(false, new long[0]);

  /** A first click of somebody. */
  public static Session of(boolean isAvailable, long[] capCounts) {
    return new Session(isAvailable, false, false, 1, 1, 0, UNKNOWN, false, capCounts);
  }
}
