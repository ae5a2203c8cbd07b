package io.tributary.campaign.web;

import io.tributary.campaign.membership.Memberships;
import io.tributary.contract.directory.MembershipSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.MembershipId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Memberships in memory; every addition is approved. */
final class FakeMemberships implements Memberships {

  private final List<Member> members = new ArrayList<>();

  @Override
  public boolean isApproved(CampaignId campaign, AffiliateId affiliate) {
    return members.stream()
        .anyMatch(
            member ->
                member.campaignId().equals(campaign) && member.affiliateId().equals(affiliate));
  }

  @Override
  public Set<CampaignId> campaignsOf(AffiliateId affiliate) {
    return members.stream()
        .filter(member -> member.affiliateId().equals(affiliate))
        .map(Member::campaignId)
        .collect(Collectors.toSet());
  }

  @Override
  public Members of(CampaignId campaign, int limit, String cursor) {
    return new Members(
        members.stream().filter(member -> member.campaignId().equals(campaign)).toList(), null);
  }

  @Override
  public Added add(CampaignId campaign, AffiliateId affiliate, String idempotencyKey) {
    Member member =
        new Member(
            MembershipId.of(IdSource.system().next()),
            campaign,
            affiliate,
            Status.APPROVED,
            Instant.EPOCH);
    members.add(member);
    return new Added(member, true, false);
  }
}
