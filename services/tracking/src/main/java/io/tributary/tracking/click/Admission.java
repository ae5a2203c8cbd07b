package io.tributary.tracking.click;

import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Judgement.TouchClass;
import io.tributary.tracking.directory.Campaign;
import io.tributary.tracking.directory.LinkState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a touch may count, by the terms of its link and campaign; reasons are codes. */
public final class Admission {

  static final String EXPIRED = "expired";

  private Admission() {}

  /**
   * Why a touch does not count; null when it does.
   *
   * @param counts of the campaign's caps, as {@link io.tributary.tracking.traffic.Caps} says
   */
  public static @Nullable String refusal(Arrival arrival, long[] counts) {
    return switch (arrival.state()) {
      case LinkState.Inactive(LinkSnapshot link, String reason) -> reason;
      case LinkState.Active active -> {
        if (isExpired(active.link(), arrival.at())) {
          yield EXPIRED;
        }
        String reason = refusal(active.campaign(), arrival);
        yield reason == null && active.campaign().traffic().caps().areReached(counts)
            ? "capped"
            : reason;
      }
    };
  }

  /** Why a campaign does not take a visitor, caps left aside; null when it does. */
  static @Nullable String refusal(Campaign campaign, Arrival arrival) {
    if (campaign.terms().status() != CampaignSnapshot.Status.ACTIVE) {
      return "campaign_paused";
    }
    String closed = campaign.traffic().hours().refusal(arrival.at());
    if (closed != null) {
      return closed;
    }
    return campaign.traffic().targeting().allows(arrival) ? null : "targeting";
  }

  static boolean isExpired(LinkSnapshot link, Instant now) {
    Instant end = link.expiresAt();
    return end != null && !now.isBefore(end);
  }

  /** The judgement, invalid for this reason unless it was for another before. */
  public static Judgement judgement(Judgement judged, @Nullable String reason) {
    return reason == null || !judged.mayEarn()
        ? judged
        : new Judgement(
            TouchClass.INVALID,
            judged.verdict(),
            reason,
            judged.score(),
            judged.signals(),
            judged.deferred(),
            judged.rules(),
            judged.data());
  }
}
