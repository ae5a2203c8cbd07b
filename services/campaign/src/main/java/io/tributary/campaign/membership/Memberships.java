package io.tributary.campaign.membership;

import io.tributary.contract.directory.MembershipSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.MembershipId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The memberships that the affiliate service keeps, asked in the name of the running request. */
public interface Memberships {

  /** Whether the affiliate earns in the campaign. */
  boolean isApproved(CampaignId campaign, AffiliateId affiliate);

  /** The campaigns in which the affiliate is. */
  Set<CampaignId> campaignsOf(AffiliateId affiliate);

  /** A page of a campaign's memberships. */
  Members of(CampaignId campaign, int limit, @Nullable String cursor);

  /**
   * Adds an affiliate to a campaign.
   *
   * @param idempotencyKey of the request on whose behalf it is, if it has one
   */
  Added add(CampaignId campaign, AffiliateId affiliate, @Nullable String idempotencyKey);

  /** One affiliate in one campaign. */
  record Member(
      MembershipId id,
      CampaignId campaignId,
      AffiliateId affiliateId,
      Status status,
      Instant createdAt) {}

  /** Part of a list. */
  record Members(List<Member> data, @Nullable String nextCursor) {}

  /**
   * The answer to an addition.
   *
   * @param isNew false if it was a member already
   * @param isReplay whether it is the answer to an earlier request with the same key
   */
  record Added(Member member, boolean isNew, boolean isReplay) {}
}
