package io.tributary.campaign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.campaign.store.AttributionVersionStore;
import io.tributary.campaign.store.CampaignStore;
import io.tributary.campaign.store.Publication;
import io.tributary.campaign.store.Views;
import io.tributary.campaign.terms.AttributionRuleDraft;
import io.tributary.campaign.terms.AttributionRuleForm;
import io.tributary.campaign.terms.AttributionRuleTerms;
import io.tributary.campaign.terms.Campaign;
import io.tributary.contract.directory.CampaignSnapshot.Status;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.RuleId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.http.Versions;
import io.tributary.platform.http.WholeList;
import io.tributary.platform.security.Caller;
import io.tributary.platform.sql.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A campaign's attribution rules, and the versions of its attribution terms with them. */
@RestController
@RequestMapping("/api/v1/campaigns/{id}")
@Tag(name = "campaign")
class AttributionController {

  private final Database database;
  private final CampaignStore campaigns;
  private final AttributionVersionStore versions;
  private final Publication publication;
  private final AttributionRuleForm form;
  private final IdempotentWrites writes;
  private final IdSource ids;
  private final InstantSource clock;

  AttributionController(
      @Qualifier("campaign.database") Database database,
      CampaignStore campaigns,
      AttributionVersionStore versions,
      Publication publication,
      AttributionRuleForm form,
      IdempotentWrites writes,
      IdSource ids,
      InstantSource clock) {
    this.database = database;
    this.campaigns = campaigns;
    this.versions = versions;
    this.publication = publication;
    this.form = form;
    this.writes = writes;
    this.ids = ids;
    this.clock = clock;
  }

  record AttributionRulesRequest(@Nullable List<@Nullable AttributionRuleDraft> rules) {}

  /** A version of a campaign's attribution; the newest is in force. */
  record AttributionVersionResponse(
      int version,
      Instant from,
      Status status,
      AttributionResponse attribution,
      List<AttributionRuleResponse> rules) {

    static AttributionVersionResponse of(TermsVersion version) {
      return new AttributionVersionResponse(
          version.version(),
          version.from(),
          version.status(),
          AttributionResponse.of(version.terms()),
          version.rules().stream().map(AttributionRuleResponse::of).toList());
    }
  }

  @GetMapping("/attribution-rules")
  @Operation(summary = "List the attribution rules of a campaign, in the order they are tried")
  ResponseEntity<WholeList<AttributionRuleResponse>> rules(
      Caller caller, @PathVariable CampaignId id) {
    Views views = views(caller);
    return database
        .readInTenant(caller.tenant(), sql -> campaigns.find(sql, id, views))
        .map(AttributionController::answer)
        .orElseThrow(ApiProblem::notFound);
  }

  @PutMapping("/attribution-rules")
  @Operation(summary = "Replace the attribution rules of a campaign")
  ResponseEntity<WholeList<AttributionRuleResponse>> putRules(
      Caller caller,
      @PathVariable CampaignId id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody AttributionRulesRequest body,
      IdempotencyKey idempotency) {
    Access.requireWriter(caller);
    List<AttributionRuleTerms> wanted = Inputs.accepted(form.check(body.rules()));
    return writes.perform(
        caller, idempotency, body, database, sql -> putRules(sql, caller, id, ifMatch, wanted));
  }

  private ResponseEntity<WholeList<AttributionRuleResponse>> putRules(
      JdbcClient sql,
      Caller caller,
      CampaignId id,
      @Nullable String ifMatch,
      List<AttributionRuleTerms> wanted) {
    Campaign before = campaigns.lock(sql, id).orElseThrow(ApiProblem::notFound);
    Versions.require(ifMatch, before.version());
    if (before.status() == Status.ARCHIVED) {
      throw ApiProblem.conflict("campaign_archived", "An archived campaign stays as it is.");
    }
    Campaign after =
        before.with(
            before.attributionRules().replacedBy(wanted, () -> RuleId.of(ids.next())),
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    campaigns.update(sql, after);
    publication.campaign(sql, after);
    publication.audit(
        sql,
        caller,
        "campaign.attribution_rules_set",
        id,
        after.updatedAt(),
        Map.of("rules", "" + wanted.size(), "version", "" + after.version()));
    return answer(after);
  }

  @GetMapping("/attribution-versions")
  @Operation(summary = "List the versions of a campaign's attribution, newest first")
  Page<AttributionVersionResponse> versions(
      Caller caller, @PathVariable CampaignId id, PageQuery page) {
    Views views = views(caller);
    Integer before = position(page.cursor());
    List<TermsVersion> rows =
        database.readInTenant(
            caller.tenant(),
            sql -> {
              if (campaigns.find(sql, id, views).isEmpty()) {
                throw ApiProblem.notFound();
              }
              return versions.newest(sql, id, before, page.limit() + 1);
            });
    return page.page(
        rows.stream().map(AttributionVersionResponse::of).toList(),
        version -> Integer.toString(version.version()));
  }

  /** Rules name affiliates, which are not told of each other. */
  private static Views views(Caller caller) {
    Views views = Access.own(caller);
    if (views instanceof Views.OfAffiliate) {
      throw ApiProblem.forbidden("Your roles do not allow this.");
    }
    return views;
  }

  private static @Nullable Integer position(@Nullable String cursor) {
    try {
      return cursor == null ? null : Integer.valueOf(cursor);
    } catch (NumberFormatException e) {
      throw ApiProblem.unprocessable("cursor", "invalid_cursor", "not a cursor of this list");
    }
  }

  private static ResponseEntity<WholeList<AttributionRuleResponse>> answer(Campaign campaign) {
    return ResponseEntity.ok()
        .eTag(Versions.tag(campaign.version()))
        .body(
            new WholeList<>(
                campaign.attributionRules().rules().stream()
                    .map(AttributionRuleResponse::of)
                    .toList()));
  }
}
