package io.tributary.campaign.web;

import io.tributary.campaign.membership.Memberships;
import io.tributary.campaign.store.CampaignStore;
import io.tributary.campaign.store.Views;
import io.tributary.campaign.terms.Campaign;
import io.tributary.contract.directory.CampaignSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import io.tributary.platform.security.Caller;
import io.tributary.platform.sql.Database;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Whether a code may be bound to an affiliate in a campaign. */
@Component
final class Binding {

  private final Database database;
  private final CampaignStore campaigns;
  private final Memberships memberships;

  Binding(
      @Qualifier("campaign.database") Database database,
      CampaignStore campaigns,
      Memberships memberships) {
    this.database = database;
    this.campaigns = campaigns;
    this.memberships = memberships;
  }

  /**
   * Goes on if the affiliate is in the campaign. Asks the affiliate service, so no transaction may
   * be open.
   *
   * @throws ApiProblem otherwise
   */
  void require(Caller caller, CampaignId campaignId, AffiliateId affiliateId) {
    Campaign campaign =
        database
            .readInTenant(caller.tenant(), sql -> campaigns.find(sql, campaignId, new Views.All()))
            .orElseThrow(
                () ->
                    ApiProblem.unprocessable(
                        "campaign_id", "unknown_campaign", "There is no such campaign."));
    if (campaign.status() == Status.ARCHIVED) {
      throw ApiProblem.conflict("campaign_archived", "An archived campaign stays as it is.");
    }
    if (!memberships.isApproved(campaignId, affiliateId)) {
      String detail = "The affiliate has no approved membership in the campaign.";
      throw ApiProblem.of(
          422,
          "no_membership",
          detail,
          List.of(new FieldProblem("affiliate_id", "no_membership", detail)));
    }
  }
}
