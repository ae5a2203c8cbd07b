package io.tributary.campaign.gateway;

import io.tributary.campaign.membership.Memberships;
import io.tributary.contract.directory.MembershipSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.http.ServiceClients;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Memberships from the affiliate service's API. */
@Component
final class RestMemberships implements Memberships {

  private static final String PATH = "/api/v1/memberships";

  /** Pages of an affiliate's memberships: 10,000 campaigns. */
  private static final int MAX_PAGES = 20;

  private final ServiceClients services;

  RestMemberships(ServiceClients services) {
    this.services = services;
  }

  @Override
  public boolean isApproved(CampaignId campaign, AffiliateId affiliate) {
    return list(campaign, affiliate, 1, null).data().stream()
        .anyMatch(member -> member.status() == Status.APPROVED);
  }

  @Override
  public Set<CampaignId> campaignsOf(AffiliateId affiliate) {
    Set<CampaignId> campaigns = new LinkedHashSet<>();
    String cursor = null;
    for (int page = 0; page < MAX_PAGES; page++) {
      Members members = list(null, affiliate, PageQuery.MAX_LIMIT, cursor);
      members.data().forEach(member -> campaigns.add(member.campaignId()));
      cursor = members.nextCursor();
      if (cursor == null) {
        break;
      }
    }
    return campaigns;
  }

  @Override
  public Members of(CampaignId campaign, int limit, @Nullable String cursor) {
    return list(campaign, null, limit, cursor);
  }

  @Override
  public Added add(CampaignId campaign, AffiliateId affiliate, @Nullable String idempotencyKey) {
    RestClient.RequestBodySpec request =
        services.to("affiliate").post().uri(PATH).contentType(MediaType.APPLICATION_JSON);
    if (idempotencyKey != null) {
      request.header(IdempotentWrites.HEADER, idempotencyKey);
    }
    ResponseEntity<Member> answer =
        request.body(new NewMember(campaign, affiliate)).retrieve().toEntity(Member.class);
    Member member = answer.getBody();
    if (member == null) {
      throw unreadable();
    }
    return new Added(
        member,
        answer.getStatusCode().value() == 201,
        answer.getHeaders().containsHeader("Idempotency-Replayed"));
  }

  private Members list(
      @Nullable CampaignId campaign,
      @Nullable AffiliateId affiliate,
      int limit,
      @Nullable String cursor) {
    Members members =
        services
            .to("affiliate")
            .get()
            .uri(
                uri -> {
                  uri.path(PATH).queryParam("limit", limit);
                  if (campaign != null) {
                    uri.queryParam("campaign_id", campaign.value());
                  }
                  if (affiliate != null) {
                    uri.queryParam("affiliate_id", affiliate.value());
                  }
                  if (cursor != null) {
                    uri.queryParam("cursor", "{cursor}");
                    return uri.build(cursor);
                  }
                  return uri.build();
                })
            .retrieve()
            .body(Members.class);
    if (members == null) {
      throw unreadable();
    }
    return members;
  }

  private static ApiProblem unreadable() {
    return ApiProblem.unavailable("The affiliate service gave no readable answer.");
  }

  private record NewMember(CampaignId campaignId, AffiliateId affiliateId) {}
}
