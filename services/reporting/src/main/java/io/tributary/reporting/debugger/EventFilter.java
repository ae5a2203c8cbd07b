package io.tributary.reporting.debugger;

import io.tributary.contract.id.CampaignId;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted; null for all.
 *
 * @param refused only those that were refused, or only those that were recorded
 */
public record EventFilter(
    SeenEvent.@Nullable Type type, @Nullable CampaignId campaign, @Nullable Boolean refused) {

  public static final EventFilter ALL = new EventFilter(null, null, null);

  public boolean fits(SeenEvent event) {
    return (type == null || type == event.type())
        && (campaign == null || campaign.equals(event.campaign()))
        && (refused == null || refused == event.isRefused());
  }
}
