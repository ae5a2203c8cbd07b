package io.tributary.affiliate.web;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.affiliate.membership.Membership;
import io.tributary.affiliate.profile.Affiliate;
import io.tributary.affiliate.store.AffiliateStore;
import io.tributary.affiliate.store.MembershipStore;
import io.tributary.affiliate.store.Publication;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.MembershipSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.MembershipId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.Filters;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.http.Words;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Which affiliates are in which campaigns. That the campaign exists is known to the campaign
 * service, through which people add members.
 */
@RestController
@RequestMapping("/api/v1/memberships")
@Tag(name = "affiliate")
class MembershipController {

  private final Database database;
  private final AffiliateStore affiliates;
  private final MembershipStore memberships;
  private final Publication publication;
  private final IdempotentWrites writes;
  private final IdSource ids;
  private final InstantSource clock;

  MembershipController(
      @Qualifier("affiliate.database") Database database,
      AffiliateStore affiliates,
      MembershipStore memberships,
      Publication publication,
      IdempotentWrites writes,
      IdSource ids,
      InstantSource clock) {
    this.database = database;
    this.affiliates = affiliates;
    this.memberships = memberships;
    this.publication = publication;
    this.writes = writes;
    this.ids = ids;
    this.clock = clock;
  }

  @GetMapping
  Page<MembershipResponse> list(
      Caller caller,
      PageQuery page,
      @RequestParam(name = "campaign_id", required = false) @Nullable CampaignId campaignId,
      @RequestParam(name = "affiliate_id", required = false) @Nullable AffiliateId affiliateId,
      @RequestParam(required = false) @Words(Status.class) @Nullable String status) {
    Views views = Views.of(caller);
    if (affiliateId != null && !views.includes(affiliateId)) {
      return Page.whole(List.of());
    }
    AffiliateId affiliate = affiliateId == null ? views.only() : affiliateId;
    Status wanted = Filters.word(Status.class, "status", status);
    List<Membership> rows =
        database.readInTenant(
            caller.tenant(), sql -> memberships.list(sql, page, campaignId, affiliate, wanted));
    return page.page(
        rows.stream().map(MembershipResponse::of).toList(), membership -> membership.id().value());
  }

  /** Adds an approved affiliate, approved at once; 200 if it is in the campaign already. */
  @PostMapping
  @ApiResponse(responseCode = "201", description = "added", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "was in the campaign before",
      useReturnTypeSchema = true)
  ResponseEntity<MembershipResponse> create(
      Caller caller, @Valid @RequestBody CreateMembershipRequest body, IdempotencyKey idempotency) {
    caller.require(Role.ADMIN, Role.MANAGER);
    return writes.perform(caller, idempotency, body, database, sql -> create(sql, caller, body));
  }

  private ResponseEntity<MembershipResponse> create(
      JdbcClient sql, Caller caller, CreateMembershipRequest body) {
    // The lock on the affiliate makes two requests for one membership come one after the other.
    Affiliate affiliate =
        affiliates
            .lock(sql, body.affiliateId())
            .orElseThrow(
                () ->
                    ApiProblem.unprocessable(
                        "affiliate_id", "unknown_affiliate", "There is no such affiliate."));
    if (affiliate.status() != AffiliateSnapshot.Status.APPROVED) {
      throw ApiProblem.unprocessable(
          "affiliate_id", "affiliate_not_approved", "The affiliate is not approved.");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Membership> known = memberships.lock(sql, body.campaignId(), body.affiliateId());
    if (known.isPresent() && known.get().status() == Status.APPROVED) {
      return ResponseEntity.ok(MembershipResponse.of(known.get()));
    }
    if (known.isPresent()) {
      Membership again = known.get().withStatus(Status.APPROVED, now);
      memberships.update(sql, again);
      publish(sql, caller, "membership.approved", again, now);
      return ResponseEntity.ok(MembershipResponse.of(again));
    }
    Membership added =
        new Membership(
            MembershipId.of(ids.next()),
            caller.tenant(),
            body.campaignId(),
            body.affiliateId(),
            Status.APPROVED,
            now,
            now);
    memberships.insert(sql, added);
    publish(sql, caller, "membership.created", added, now);
    return ResponseEntity.status(HttpStatus.CREATED).body(MembershipResponse.of(added));
  }

  private void publish(
      JdbcClient sql, Caller caller, String action, Membership membership, Instant now) {
    publication.membership(sql, membership);
    publication.audit(
        sql,
        caller,
        action,
        membership.membershipId(),
        now,
        Map.of(
            "campaign_id", membership.campaignId().value(),
            "affiliate_id", membership.affiliateId().value()));
  }

  record CreateMembershipRequest(
      @NotNull CampaignId campaignId, @NotNull AffiliateId affiliateId) {}

  record MembershipResponse(
      MembershipId id,
      CampaignId campaignId,
      AffiliateId affiliateId,
      Status status,
      Instant createdAt) {

    static MembershipResponse of(Membership membership) {
      return new MembershipResponse(
          membership.membershipId(),
          membership.campaignId(),
          membership.affiliateId(),
          membership.status(),
          membership.createdAt());
    }
  }
}
