package io.tributary.attribution.journey;

import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.AttributionRule.ExtendWindow;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long touches are kept: as long as a window can reach, and the time that a conversion may be
 * late. Counted from receipt, so that past touches which were told later are kept as long.
 *
 * @param clicks clicks are kept at least this long, so that a conversion just outside its window is
 *     told why it was rejected
 */
public record Retention(Duration clicks) {

  private static final Duration GRACE = Attribution.LATE_AFTER.plusDays(1);
  private static final Duration VIEWS_OF_UNKNOWN_CAMPAIGNS = Duration.ofDays(30);

  /** Whether the touch is no longer needed. */
  public boolean isOver(Touch touch, TenantId tenant, Programme programme, Instant now) {
    CampaignSnapshot campaign = programme.campaign(tenant, touch.campaignId());
    Duration kept;
    if (touch.isClick()) {
      Duration window =
          campaign == null
              ? clicks
              : longest(campaign, AttributionTerms::longestClickWindow, ExtendWindow::click);
      kept = window.compareTo(clicks) > 0 ? window : clicks;
    } else {
      kept =
          campaign == null
              ? VIEWS_OF_UNKNOWN_CAMPAIGNS
              : longest(campaign, AttributionTerms::longestViewWindow, ExtendWindow::view);
    }
    return touch.receivedAt().plus(kept).plus(GRACE).isBefore(now);
  }

  private static Duration longest(
      CampaignSnapshot campaign,
      Function<AttributionTerms, Duration> window,
      Function<ExtendWindow, @Nullable Duration> extended) {
    Duration longest = Duration.ZERO;
    for (TermsVersion version : campaign.attributionHistory()) {
      longest = longer(longest, window.apply(version.terms()));
      for (AttributionRule rule : version.rules()) {
        if (rule.then() instanceof ExtendWindow extension) {
          longest = longer(longest, extended.apply(extension));
        }
      }
    }
    return longest;
  }

  private static Duration longer(Duration one, @Nullable Duration other) {
    return other != null && other.compareTo(one) > 0 ? other : one;
  }
}
