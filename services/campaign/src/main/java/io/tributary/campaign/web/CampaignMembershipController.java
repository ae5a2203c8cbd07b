package io.tributary.campaign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.campaign.membership.Memberships;
import io.tributary.campaign.membership.Memberships.Added;
import io.tributary.campaign.membership.Memberships.Member;
import io.tributary.campaign.membership.Memberships.Members;
import io.tributary.campaign.store.CampaignStore;
import io.tributary.campaign.store.Views;
import io.tributary.campaign.terms.Campaign;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.MembershipSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.MembershipId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The affiliates of a campaign. The affiliate service keeps them; it also remembers the {@code
 * Idempotency-Key}, in the transaction of the effect. The answer is remembered here as well, since
 * a campaign that was archived meanwhile would refuse the repeat.
 */
@RestController
@RequestMapping("/api/v1/campaigns/{id}/memberships")
@Tag(name = "campaign")
class CampaignMembershipController {

  private final Database database;
  private final CampaignStore campaigns;
  private final Memberships memberships;
  private final IdempotentWrites writes;

  CampaignMembershipController(
      @Qualifier("campaign.database") Database database,
      CampaignStore campaigns,
      Memberships memberships,
      IdempotentWrites writes) {
    this.database = database;
    this.campaigns = campaigns;
    this.memberships = memberships;
    this.writes = writes;
  }

  @GetMapping
  Page<CampaignMembershipResponse> list(
      Caller caller, @PathVariable CampaignId id, PageQuery page) {
    caller.require(Role.ADMIN, Role.MANAGER, Role.FINANCE);
    find(caller, id);
    Members members = memberships.of(id, page.limit(), page.cursor());
    return new Page<>(
        members.data().stream().map(CampaignMembershipResponse::of).toList(), members.nextCursor());
  }

  @PostMapping
  @Operation(summary = "Add an approved affiliate to a campaign")
  @ApiResponse(responseCode = "201", description = "added", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "was in the campaign before",
      useReturnTypeSchema = true)
  ResponseEntity<CampaignMembershipResponse> add(
      Caller caller,
      @PathVariable CampaignId id,
      @Valid @RequestBody AddMemberRequest body,
      IdempotencyKey idempotency) {
    Access.requireWriter(caller);
    writes.answerRepeat(caller, idempotency, body, database);
    if (find(caller, id).status() == CampaignSnapshot.Status.ARCHIVED) {
      throw ApiProblem.conflict("campaign_archived", "An archived campaign stays as it is.");
    }
    Added added = memberships.add(id, body.affiliateId(), idempotency.text());
    return writes.perform(caller, idempotency, body, database, sql -> answer(added));
  }

  private static ResponseEntity<CampaignMembershipResponse> answer(Added added) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(added.isNew() ? HttpStatus.CREATED : HttpStatus.OK);
    if (added.isReplay()) {
      answer.header(IdempotentWrites.REPLAYED, "true");
    }
    return answer.body(CampaignMembershipResponse.of(added.member()));
  }

  private Campaign find(Caller caller, CampaignId id) {
    return database
        .readInTenant(caller.tenant(), sql -> campaigns.find(sql, id, new Views.All()))
        .orElseThrow(ApiProblem::notFound);
  }

  record AddMemberRequest(@NotNull AffiliateId affiliateId) {}

  record CampaignMembershipResponse(
      MembershipId id,
      CampaignId campaignId,
      AffiliateId affiliateId,
      Status status,
      Instant createdAt) {

    static CampaignMembershipResponse of(Member member) {
      return new CampaignMembershipResponse(
          member.id(),
          member.campaignId(),
          member.affiliateId(),
          member.status(),
          member.createdAt());
    }
  }
}
