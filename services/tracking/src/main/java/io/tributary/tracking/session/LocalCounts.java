package io.tributary.tracking.session;

/**
 * How often somebody clicked in this minute as far as this process saw it, this click included.
 *
 * @param address clicks of the address; 0 when it is not counted
 * @param campaign those of them on the campaign; 0 when they are not counted
 * @param device clicks of the fingerprint; 0 when it is not counted
 */
public record LocalCounts(int address, int campaign, int device) {

  /**
   * So many clicks of somebody make it worth telling all processes. Below, each process counts by
   * itself, since most people click once.
   */
  static final int SHARED_FROM = 4;

  /** Whether the clicks of the address are told to all processes. */
  public boolean sharesAddress() {
    return address >= SHARED_FROM;
  }

  /** Whether the clicks of the fingerprint are told to all processes. */
  public boolean sharesDevice() {
    return device >= SHARED_FROM;
  }

  /** Clicks of a count that were not told yet: all up to here with the first that is. */
  public static int untold(int count) {
    return count < SHARED_FROM ? 0 : count == SHARED_FROM ? SHARED_FROM : 1;
  }
}
