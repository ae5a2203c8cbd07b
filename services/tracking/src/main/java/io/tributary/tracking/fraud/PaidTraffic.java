package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** Traffic that was bought from an ad network, where the terms forbid it. */
final class PaidTraffic {

  static final Signal SIGNAL =
      Signal.of(
              "paid_traffic",
              Family.REFERRER,
              ReasonGroup.TERMS,
              60,
              "The link carries the click id of an ad network.",
              PaidTraffic::look)
          .thatIsNoted();

  private static final String[] NETWORKS = {
    "gclid",
    "gad_source",
    "gad_campaignid",
    "fbclid",
    "fb_action_ids",
    "twclid",
    "msclkid",
    "li_fat_id",
    "rdclid",
    "rdt_cid",
    "ttclid"
  };

  private PaidTraffic() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    for (String network : NETWORKS) {
      if (sighting.parameters().adId(network) != null) {
        return Finding.of(points, "parameter", network);
      }
    }
    return null;
  }
}
