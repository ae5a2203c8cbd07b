package io.tributary.campaign.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.campaign.link.Codes;
import io.tributary.campaign.store.AdvertiserStore;
import io.tributary.campaign.store.CampaignStore;
import io.tributary.campaign.store.Publication;
import io.tributary.campaign.store.Views;
import io.tributary.campaign.terms.AttributionRuleSet;
import io.tributary.campaign.terms.Campaign;
import io.tributary.campaign.terms.CampaignDraft;
import io.tributary.campaign.terms.CampaignForm;
import io.tributary.campaign.terms.CampaignForm.Wanted;
import io.tributary.campaign.terms.CampaignTerms;
import io.tributary.campaign.terms.RuleDraft;
import io.tributary.campaign.terms.RuleForm;
import io.tributary.campaign.terms.RuleSet;
import io.tributary.campaign.terms.RuleTerms;
import io.tributary.campaign.terms.Transition;
import io.tributary.contract.directory.CampaignSnapshot.Status;
import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.RuleId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.Filters;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.http.Versions;
import io.tributary.platform.http.Words;
import io.tributary.platform.security.Caller;
import io.tributary.platform.sql.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A tenant's campaigns, their life and their commission rules. */
@RestController
@RequestMapping("/api/v1/campaigns")
@Tag(name = "campaign")
class CampaignController {

  private final Database database;
  private final CampaignStore campaigns;
  private final AdvertiserStore advertisers;
  private final Publication publication;
  private final CampaignForm form;
  private final RuleForm ruleForm;
  private final Access access;
  private final IdempotentWrites writes;
  private final Codes codes;
  private final IdSource ids;
  private final InstantSource clock;

  CampaignController(
      @Qualifier("campaign.database") Database database,
      CampaignStore campaigns,
      AdvertiserStore advertisers,
      Publication publication,
      CampaignForm form,
      RuleForm ruleForm,
      Access access,
      IdempotentWrites writes,
      Codes codes,
      IdSource ids,
      InstantSource clock) {
    this.database = database;
    this.campaigns = campaigns;
    this.advertisers = advertisers;
    this.publication = publication;
    this.form = form;
    this.ruleForm = ruleForm;
    this.access = access;
    this.writes = writes;
    this.codes = codes;
    this.ids = ids;
    this.clock = clock;
  }

  @GetMapping
  Page<CampaignResponse> list(
      Caller caller,
      PageQuery page,
      @RequestParam(required = false) @Words(Status.class) @Nullable String status,
      @RequestParam(name = "advertiser_id", required = false) @Nullable AdvertiserId advertiserId,
      @RequestParam(name = "campaign_id", required = false) @Nullable CampaignId campaignId,
      @RequestParam(required = false) @Nullable String q) {
    CampaignStore.Filter filter =
        new CampaignStore.Filter(
            Filters.word(Status.class, "status", status),
            advertiserId,
            campaignId,
            Filters.search(q));
    Views views = access.campaigns(caller);
    boolean withToken = Access.seesPostbackToken(caller);
    List<Campaign> rows =
        database.readInTenant(caller.tenant(), sql -> campaigns.list(sql, page, filter, views));
    return page.page(
        rows.stream().map(campaign -> CampaignResponse.of(campaign, withToken)).toList(),
        campaign -> campaign.id().value());
  }

  @GetMapping("/{id}")
  ResponseEntity<CampaignResponse> get(Caller caller, @PathVariable CampaignId id) {
    return answer(HttpStatus.OK, caller, visible(caller, id));
  }

  private Campaign visible(Caller caller, CampaignId id) {
    Views views = access.campaigns(caller);
    return database
        .readInTenant(caller.tenant(), sql -> campaigns.find(sql, id, views))
        .orElseThrow(ApiProblem::notFound);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<CampaignResponse> create(
      Caller caller, @RequestBody CampaignDraft body, IdempotencyKey idempotency) {
    Access.requireWriter(caller);
    Wanted wanted = Inputs.accepted(form.checkNew(body));
    return writes.perform(caller, idempotency, body, database, sql -> create(sql, caller, wanted));
  }

  private ResponseEntity<CampaignResponse> create(JdbcClient sql, Caller caller, Wanted wanted) {
    CampaignTerms terms = wanted.terms();
    if (advertisers.find(sql, terms.advertiserId()).isEmpty()) {
      throw ApiProblem.unprocessable(
          "advertiser_id", "unknown_advertiser", "There is no such advertiser.");
    }
    requireFallback(sql, terms, null);
    Instant now = now();
    Campaign campaign =
        new Campaign(
            CampaignId.of(ids.next()),
            caller.tenant(),
            Status.DRAFT,
            terms,
            rules(RuleSet.NONE, wanted),
            AttributionRuleSet.NONE,
            codes.token(),
            1,
            now,
            now);
    campaigns.insert(sql, campaign);
    publish(sql, caller, "campaign.created", campaign, Map.of("name", terms.name()));
    return answer(HttpStatus.CREATED, caller, campaign);
  }

  @PatchMapping("/{id}")
  ResponseEntity<CampaignResponse> change(
      Caller caller,
      @PathVariable CampaignId id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody CampaignDraft body,
      IdempotencyKey idempotency) {
    Access.requireWriter(caller);
    return writes.perform(
        caller, idempotency, body, database, sql -> change(sql, caller, id, ifMatch, body));
  }

  private ResponseEntity<CampaignResponse> change(
      JdbcClient sql, Caller caller, CampaignId id, @Nullable String ifMatch, CampaignDraft body) {
    Campaign before = lockChangeable(sql, id, ifMatch);
    Wanted wanted = Inputs.accepted(form.checkChange(body, before.terms()));
    requireFallback(sql, wanted.terms(), id);
    Campaign after = before.with(wanted.terms(), rules(before.rules(), wanted), now());
    campaigns.update(sql, after);
    publish(sql, caller, "campaign.changed", after, Map.of("version", "" + after.version()));
    return answer(HttpStatus.OK, caller, after);
  }

  /** Goes on if the fallback campaign is another one of the tenant. */
  private void requireFallback(JdbcClient sql, CampaignTerms terms, @Nullable CampaignId self) {
    CampaignId fallback = terms.traffic().fallback().campaignId();
    if (fallback != null
        && (fallback.equals(self) || campaigns.find(sql, fallback, new Views.All()).isEmpty())) {
      throw ApiProblem.unprocessable(
          "traffic.fallback.campaign_id", "unknown_campaign", "There is no other such campaign.");
    }
  }

  private RuleSet rules(RuleSet before, Wanted wanted) {
    return wanted.rules() == null
        ? before
        : before.replacedBy(wanted.rules(), wanted.terms().currency(), this::newRuleId);
  }

  private RuleId newRuleId() {
    return RuleId.of(ids.next());
  }

  private Campaign lockChangeable(JdbcClient sql, CampaignId id, @Nullable String ifMatch) {
    Campaign campaign = campaigns.lock(sql, id).orElseThrow(ApiProblem::notFound);
    Versions.require(ifMatch, campaign.version());
    if (campaign.status() == Status.ARCHIVED) {
      throw ApiProblem.conflict("campaign_archived", "An archived campaign stays as it is.");
    }
    return campaign;
  }

  @PostMapping("/{id}/activate")
  ResponseEntity<CampaignResponse> activate(
      Caller caller, @PathVariable CampaignId id, IdempotencyKey idempotency) {
    return move(caller, id, Transition.ACTIVATE, idempotency);
  }

  @PostMapping("/{id}/pause")
  ResponseEntity<CampaignResponse> pause(
      Caller caller, @PathVariable CampaignId id, IdempotencyKey idempotency) {
    return move(caller, id, Transition.PAUSE, idempotency);
  }

  @PostMapping("/{id}/archive")
  ResponseEntity<CampaignResponse> archive(
      Caller caller, @PathVariable CampaignId id, IdempotencyKey idempotency) {
    return move(caller, id, Transition.ARCHIVE, idempotency);
  }

  private ResponseEntity<CampaignResponse> move(
      Caller caller, CampaignId id, Transition transition, IdempotencyKey idempotency) {
    Access.requireWriter(caller);
    return writes.perform(
        caller,
        idempotency,
        null,
        database,
        sql -> {
          Campaign before = campaigns.lock(sql, id).orElseThrow(ApiProblem::notFound);
          if (!transition.isAllowedFrom(before.status())) {
            throw ApiProblem.conflict(
                "illegal_transition",
                "A campaign that is %s cannot become %s."
                    .formatted(word(before.status()), word(transition.to())));
          }
          Campaign after = before.withStatus(transition.to(), now());
          campaigns.update(sql, after);
          publish(sql, caller, transition.action(), after, Map.of("from", word(before.status())));
          return answer(HttpStatus.OK, caller, after);
        });
  }

  @GetMapping("/{id}/rules")
  @Operation(summary = "List the commission rules of a campaign")
  Page<RuleResponse> rules(Caller caller, @PathVariable CampaignId id, PageQuery page) {
    return page.pageOf(
        visible(caller, id).rules().rules().stream().map(RuleResponse::of).toList(),
        rule -> rule.id().value());
  }

  /** Adds a rule (201), or puts it in the place of the one with its name (200). */
  @PostMapping("/{id}/rules")
  @Operation(summary = "Add a commission rule, or replace the one with its name")
  @ApiResponse(responseCode = "201", description = "added", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "200", description = "replaced", useReturnTypeSchema = true)
  ResponseEntity<RuleResponse> putRule(
      Caller caller,
      @PathVariable CampaignId id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody RuleDraft body,
      IdempotencyKey idempotency) {
    Access.requireWriter(caller);
    RuleTerms rule = Inputs.accepted(ruleForm.check(body));
    return writes.perform(
        caller, idempotency, body, database, sql -> putRule(sql, caller, id, ifMatch, rule));
  }

  private ResponseEntity<RuleResponse> putRule(
      JdbcClient sql, Caller caller, CampaignId id, @Nullable String ifMatch, RuleTerms wanted) {
    Campaign before = lockChangeable(sql, id, ifMatch);
    RuleSet rules = before.rules().with(wanted, before.terms().currency(), this::newRuleId);
    if (rules.rules().size() > RuleForm.MAX_RULES) {
      throw ApiProblem.conflict(
          "too_many_rules", "A campaign has at most " + RuleForm.MAX_RULES + " rules.");
    }
    CommissionRule rule = rules.named(wanted.name()).orElseThrow();
    Campaign after = before.with(before.terms(), rules, now());
    campaigns.update(sql, after);
    publish(
        sql,
        caller,
        "campaign.rule_set",
        after,
        Map.of("rule", rule.name(), "rule_version", "" + rule.version()));
    boolean isNew = before.rules().named(wanted.name()).isEmpty();
    return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
        .body(RuleResponse.of(rule));
  }

  private void publish(
      JdbcClient sql,
      Caller caller,
      String action,
      Campaign campaign,
      Map<String, String> details) {
    publication.campaign(sql, campaign);
    publication.audit(sql, caller, action, campaign.campaignId(), campaign.updatedAt(), details);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static ResponseEntity<CampaignResponse> answer(
      HttpStatus status, Caller caller, Campaign campaign) {
    return ResponseEntity.status(status)
        .eTag(Versions.tag(campaign.version()))
        .body(CampaignResponse.of(campaign, Access.seesPostbackToken(caller)));
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
