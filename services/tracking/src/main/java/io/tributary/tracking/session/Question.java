package io.tributary.tracking.session;

import java.util.List;

/**
 * What is asked and remembered of one click. Marks and counters are keyed hashes; 0 stands for one
 * that is not wanted.
 *
 * @param visitor mark of the visitor at the link
 * @param sender mark of the address and user agent at the link
 * @param address counters of the address in this minute
 * @param campaignSlot counter of the campaign among those, from 1
 * @param device counter of the fingerprint in this minute
 * @param shown mark of the creative that the visitor was shown
 * @param claim mark of the affiliate's own click id
 * @param uniqueSeconds how long the marks of visitor and sender last
 */
public record Question(
    long visitor,
    long sender,
    long address,
    int campaignSlot,
    long device,
    long shown,
    long claim,
    long uniqueSeconds,
    long atMillis,
    List<CapKey> caps) {

  /**
   * A counter of clicks.
   *
   * @param seconds how long it is kept after its last click
   */
  public record CapKey(long key, long seconds) {}

  public Question {
    caps = List.copyOf(caps);
  }
}
