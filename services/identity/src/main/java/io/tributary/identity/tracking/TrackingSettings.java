package io.tributary.identity.tracking;

import io.tributary.contract.directory.TrackingTerms;

/**
 * A tenant's terms and how often they were changed.
 *
 * @param version 1 while nobody changed them
 */
public record TrackingSettings(TrackingTerms terms, long version) {

  /** The terms after one more change. */
  public TrackingSettings changedTo(TrackingTerms changed) {
    return new TrackingSettings(changed, version + 1);
  }
}
