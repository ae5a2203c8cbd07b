package io.tributary.attribution.model;

/**
 * A touch as the models see it.
 *
 * @param channel the credited unit: an affiliate, an affiliate in a campaign, or any dimension
 * @param timeMillis event time since the epoch
 */
public record Point(Kind kind, String channel, long timeMillis) {

  /** What kind of touch it is. */
  public enum Kind {
    CLICK,
    IMPRESSION
  }
}
