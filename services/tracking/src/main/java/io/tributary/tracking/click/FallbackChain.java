package io.tributary.tracking.click;

import io.tributary.contract.id.CampaignId;
import io.tributary.tracking.click.Destination.Step;
import io.tributary.tracking.directory.Campaign;
import io.tributary.tracking.directory.CampaignDirectory;
import io.tributary.tracking.traffic.Landing;
import io.tributary.tracking.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where a visitor is led whom a campaign does not take: the campaign's fallback address, else its
 * fallback campaign's page if that one takes the visitor, and so on, else the tenant's address, the
 * installation's, the neutral page.
 */
public final class FallbackChain {

  /** Campaigns that are asked one after the other; this also ends loops among them. */
  public static final int MAX_HOPS = 3;

  private final CampaignDirectory campaigns;
  private final @Nullable String installationUrl;

  public FallbackChain(CampaignDirectory campaigns, @Nullable String installationUrl) {
    this.campaigns = campaigns;
    this.installationUrl = installationUrl;
  }

  /** The first of the chain that is to be had. */
  Destination destination(Arrival arrival) {
    Campaign campaign = campaigns.campaign(arrival.link().campaignId());
    for (int hop = 0; campaign != null; hop++) {
      String url = campaign.traffic().fallbackUrl();
      if (url != null) {
        return new Destination.Address(url, Step.CAMPAIGN);
      }
      if (hop == MAX_HOPS) {
        break;
      }
      campaign = next(campaign, arrival);
      Landing landing = campaign == null ? null : page(campaign, arrival);
      if (landing != null) {
        return new Destination.CampaignPage(landing);
      }
    }
    String tenantUrl = arrival.terms().defaultUrl();
    WebUrl usable = tenantUrl == null ? null : WebUrl.landingOrNull(tenantUrl);
    if (usable != null) {
      return new Destination.Address(usable.toString(), Step.TENANT);
    }
    return installationUrl == null
        ? new Destination.NeutralPage()
        : new Destination.Address(installationUrl, Step.INSTALLATION);
  }

  /** Never another tenant's. */
  private @Nullable Campaign next(Campaign campaign, Arrival arrival) {
    CampaignId id = campaign.traffic().fallbackCampaign();
    Campaign next = id == null ? null : campaigns.campaign(id);
    return next != null && next.terms().tenantId().equals(arrival.link().tenantId()) ? next : null;
  }

  private static @Nullable Landing page(Campaign campaign, Arrival arrival) {
    return Admission.refusal(campaign, arrival) == null
        ? campaign.traffic().landing(null, null, arrival, arrival.visit().visitor().value())
        : null;
  }
}
