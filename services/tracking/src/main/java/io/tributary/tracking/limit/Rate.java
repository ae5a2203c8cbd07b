package io.tributary.tracking.limit;

/**
 * How often something may be done.
 *
 * @param perMinute 0 for as often as one likes
 * @param burst how many at once, after a pause
 */
public record Rate(long perMinute, long burst) {

  public Rate {
    if (perMinute < 0 || (perMinute > 0 && burst < 1)) {
      throw new IllegalArgumentException(
          "a rate is 0 or more a minute, with a burst of 1 or more: %d, %d"
              .formatted(perMinute, burst));
    }
  }

  public boolean isUnlimited() {
    return perMinute == 0;
  }
}
