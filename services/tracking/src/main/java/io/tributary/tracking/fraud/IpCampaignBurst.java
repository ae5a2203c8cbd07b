package io.tributary.tracking.fraud;

import org.jspecify.annotations.Nullable;

/** More clicks of one address on one campaign in a minute than a person makes. */
final class IpCampaignBurst {

  static final Signal SIGNAL =
      Signal.of(
              "ip_campaign_burst",
              Family.VELOCITY,
              ReasonGroup.CLICK_RATE,
              25,
              "The address makes too many clicks a minute on one campaign.",
              IpCampaignBurst::look)
          .with(Bursts.LIMITS)
          .fromMemory();

  private IpCampaignBurst() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    return Bursts.excess(sighting, sighting.session().perCampaign(), points, limits);
  }
}
