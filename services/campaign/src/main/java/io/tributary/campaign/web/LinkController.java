package io.tributary.campaign.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.campaign.link.Codes;
import io.tributary.campaign.link.Link;
import io.tributary.campaign.link.LinkAddresses;
import io.tributary.campaign.store.CampaignStore;
import io.tributary.campaign.store.LinkStore;
import io.tributary.campaign.store.Publication;
import io.tributary.campaign.store.Views;
import io.tributary.campaign.terms.Campaign;
import io.tributary.campaign.terms.LinkForm;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.LinkId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.http.Versions;
import io.tributary.platform.security.Caller;
import io.tributary.platform.sql.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
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

/** Affiliates' addresses for campaigns. */
@RestController
@RequestMapping("/api/v1/links")
@Tag(name = "campaign")
class LinkController {

  /** A second try is as good as never needed. */
  private static final int TRIES = 5;

  private final Database database;
  private final LinkStore links;
  private final CampaignStore campaigns;
  private final Binding binding;
  private final Publication publication;
  private final IdempotentWrites writes;
  private final Codes codes;
  private final LinkAddresses addresses;
  private final IdSource ids;
  private final InstantSource clock;

  LinkController(
      @Qualifier("campaign.database") Database database,
      LinkStore links,
      CampaignStore campaigns,
      Binding binding,
      Publication publication,
      IdempotentWrites writes,
      Codes codes,
      LinkAddresses addresses,
      IdSource ids,
      InstantSource clock) {
    this.database = database;
    this.links = links;
    this.campaigns = campaigns;
    this.binding = binding;
    this.publication = publication;
    this.writes = writes;
    this.codes = codes;
    this.addresses = addresses;
    this.ids = ids;
    this.clock = clock;
  }

  @GetMapping
  Page<LinkResponse> list(
      Caller caller,
      PageQuery page,
      @RequestParam(name = "campaign_id", required = false) @Nullable CampaignId campaignId,
      @RequestParam(name = "affiliate_id", required = false) @Nullable AffiliateId affiliateId) {
    Views views = Access.own(caller);
    List<Link> rows =
        database.readInTenant(
            caller.tenant(), sql -> links.list(sql, page, campaignId, affiliateId, views));
    return page.page(rows.stream().map(this::response).toList(), link -> link.id().value());
  }

  @GetMapping("/{id}")
  ResponseEntity<LinkResponse> get(Caller caller, @PathVariable LinkId id) {
    Views views = Access.own(caller);
    return database
        .readInTenant(caller.tenant(), sql -> links.find(sql, id, views))
        .map(link -> answer(HttpStatus.OK, link))
        .orElseThrow(ApiProblem::notFound);
  }

  /** Managers say where a link leads: an affiliate that could would have an open redirect. */
  @PatchMapping("/{id}")
  ResponseEntity<LinkResponse> change(
      Caller caller,
      @PathVariable LinkId id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody LinkForm.Draft body,
      IdempotencyKey idempotency) {
    Access.requireWriter(caller);
    return writes.perform(
        caller, idempotency, body, database, sql -> change(sql, caller, id, ifMatch, body));
  }

  private ResponseEntity<LinkResponse> change(
      JdbcClient sql, Caller caller, LinkId id, @Nullable String ifMatch, LinkForm.Draft body) {
    Link before = links.lock(sql, id).orElseThrow(ApiProblem::notFound);
    Versions.require(ifMatch, before.version());
    Campaign campaign =
        campaigns.find(sql, before.campaignId(), new Views.All()).orElseThrow(ApiProblem::notFound);
    Link after =
        before.with(
            Inputs.accepted(LinkForm.check(body, before.terms(), campaign.terms().traffic())));
    links.update(sql, after);
    publication.link(sql, after);
    publication.audit(
        sql,
        caller,
        "link.changed",
        id,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        Map.of("version", "" + after.version()));
    return answer(HttpStatus.OK, after);
  }

  /** Managers make links for members, affiliates for themselves. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<LinkResponse> create(
      Caller caller, @Valid @RequestBody CreateLinkRequest body, IdempotencyKey idempotency) {
    Access.requireWriterOrSelf(caller, body.affiliateId());
    writes.answerRepeat(caller, idempotency, body, database);
    binding.require(caller, body.campaignId(), body.affiliateId());
    return writes.perform(caller, idempotency, body, database, sql -> create(sql, caller, body));
  }

  private ResponseEntity<LinkResponse> create(
      JdbcClient sql, Caller caller, CreateLinkRequest body) {
    Link link =
        body.code() == null ? random(sql, caller, body) : custom(sql, caller, body, body.code());
    publication.link(sql, link);
    publication.audit(
        sql,
        caller,
        "link.created",
        link.linkId(),
        link.createdAt(),
        Map.of(
            "campaign_id", link.campaignId().value(),
            "affiliate_id", link.affiliateId().value(),
            "code", link.code()));
    return answer(HttpStatus.CREATED, link);
  }

  private Link link(Caller caller, CreateLinkRequest body, String code) {
    return new Link(
        LinkId.of(ids.next()),
        caller.tenant(),
        body.campaignId(),
        body.affiliateId(),
        code,
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private Link custom(JdbcClient sql, Caller caller, CreateLinkRequest body, String code) {
    Link link = link(caller, body, code);
    if (!links.insert(sql, link)) {
      throw ApiProblem.conflict("code_taken", "Another link has this code.");
    }
    return link;
  }

  private Link random(JdbcClient sql, Caller caller, CreateLinkRequest body) {
    for (int i = 0; i < TRIES; i++) {
      Link link = link(caller, body, codes.linkCode());
      if (links.insert(sql, link)) {
        return link;
      }
    }
    throw new IllegalStateException("no free code in " + TRIES + " tries");
  }

  private ResponseEntity<LinkResponse> answer(HttpStatus status, Link link) {
    return ResponseEntity.status(status).eTag(Versions.tag(link.version())).body(response(link));
  }

  private LinkResponse response(Link link) {
    return new LinkResponse(
        link.linkId(),
        link.code(),
        addresses.of(link.code()),
        link.campaignId(),
        link.affiliateId(),
        link.terms().urlId(),
        link.terms().expiresAt(),
        link.terms().expiredUrl(),
        link.terms().disabled(),
        link.version(),
        link.createdAt());
  }

  /** Without a code a random one is made. */
  record CreateLinkRequest(
      @NotNull CampaignId campaignId,
      @NotNull AffiliateId affiliateId,
      @Nullable
          @Pattern(regexp = Codes.CUSTOM, message = "3 to 64 letters, digits, hyphens, underscores")
          String code) {}

  record LinkResponse(
      LinkId id,
      String code,
      String url,
      CampaignId campaignId,
      AffiliateId affiliateId,
      @Nullable String urlId,
      @Nullable Instant expiresAt,
      @Nullable String expiredUrl,
      boolean disabled,
      long version,
      Instant createdAt) {}
}
