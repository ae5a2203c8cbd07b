package io.tributary.campaign.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.campaign.link.Codes;
import io.tributary.campaign.link.Coupon;
import io.tributary.campaign.link.CouponTerms;
import io.tributary.campaign.store.CouponStore;
import io.tributary.campaign.store.Publication;
import io.tributary.campaign.store.Views;
import io.tributary.campaign.terms.CouponForm;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CouponId;
import io.tributary.contract.id.IdSource;
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

/** Codes by which orders are bound to affiliates. */
@RestController
@RequestMapping("/api/v1/coupons")
@Tag(name = "campaign")
class CouponController {

  private final Database database;
  private final CouponStore coupons;
  private final Binding binding;
  private final Publication publication;
  private final IdempotentWrites writes;
  private final IdSource ids;
  private final InstantSource clock;

  CouponController(
      @Qualifier("campaign.database") Database database,
      CouponStore coupons,
      Binding binding,
      Publication publication,
      IdempotentWrites writes,
      IdSource ids,
      InstantSource clock) {
    this.database = database;
    this.coupons = coupons;
    this.binding = binding;
    this.publication = publication;
    this.writes = writes;
    this.ids = ids;
    this.clock = clock;
  }

  @GetMapping
  Page<CouponResponse> list(
      Caller caller,
      PageQuery page,
      @RequestParam(name = "campaign_id", required = false) @Nullable CampaignId campaignId,
      @RequestParam(name = "affiliate_id", required = false) @Nullable AffiliateId affiliateId) {
    Views views = Access.own(caller);
    List<Coupon> rows =
        database.readInTenant(
            caller.tenant(), sql -> coupons.list(sql, page, campaignId, affiliateId, views));
    return page.page(rows.stream().map(CouponResponse::of).toList(), coupon -> coupon.id().value());
  }

  @GetMapping("/{id}")
  ResponseEntity<CouponResponse> get(Caller caller, @PathVariable CouponId id) {
    Views views = Access.own(caller);
    return database
        .readInTenant(caller.tenant(), sql -> coupons.find(sql, id, views))
        .map(coupon -> answer(HttpStatus.OK, coupon))
        .orElseThrow(ApiProblem::notFound);
  }

  /** Managers say when a coupon binds orders, and whether touches count beside it. */
  @PatchMapping("/{id}")
  ResponseEntity<CouponResponse> change(
      Caller caller,
      @PathVariable CouponId id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody CouponForm.Draft body,
      IdempotencyKey idempotency) {
    Access.requireWriter(caller);
    return writes.perform(
        caller, idempotency, body, database, sql -> change(sql, caller, id, ifMatch, body));
  }

  private ResponseEntity<CouponResponse> change(
      JdbcClient sql, Caller caller, CouponId id, @Nullable String ifMatch, CouponForm.Draft body) {
    Coupon before = coupons.lock(sql, id).orElseThrow(ApiProblem::notFound);
    Versions.require(ifMatch, before.version());
    Coupon after = before.with(Inputs.accepted(CouponForm.check(body, before.terms())));
    coupons.update(sql, after);
    publication.coupon(sql, after);
    publication.audit(
        sql, caller, "coupon.changed", id, now(), Map.of("version", "" + after.version()));
    return answer(HttpStatus.OK, after);
  }

  /** Managers make coupons for members, affiliates for themselves. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<CouponResponse> create(
      Caller caller, @Valid @RequestBody CreateCouponRequest body, IdempotencyKey idempotency) {
    Access.requireWriterOrSelf(caller, body.affiliateId());
    if (Boolean.TRUE.equals(body.exclusive())) {
      Access.requireWriter(caller);
    }
    CouponTerms terms = Inputs.accepted(CouponForm.check(body.terms(), CouponTerms.DEFAULT));
    writes.answerRepeat(caller, idempotency, body, database);
    binding.require(caller, body.campaignId(), body.affiliateId());
    return writes.perform(
        caller, idempotency, body, database, sql -> create(sql, caller, body, terms));
  }

  private ResponseEntity<CouponResponse> create(
      JdbcClient sql, Caller caller, CreateCouponRequest body, CouponTerms terms) {
    Coupon coupon =
        new Coupon(
            CouponId.of(ids.next()),
            caller.tenant(),
            body.campaignId(),
            body.affiliateId(),
            body.code(),
            terms,
            1,
            now());
    if (!coupons.insert(sql, coupon)) {
      throw ApiProblem.conflict("code_taken", "Another coupon of the campaign has this code.");
    }
    publication.coupon(sql, coupon);
    publication.audit(
        sql,
        caller,
        "coupon.created",
        coupon.couponId(),
        coupon.createdAt(),
        Map.of(
            "campaign_id", coupon.campaignId().value(),
            "affiliate_id", coupon.affiliateId().value(),
            "code", coupon.code()));
    return answer(HttpStatus.CREATED, coupon);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static ResponseEntity<CouponResponse> answer(HttpStatus status, Coupon coupon) {
    return ResponseEntity.status(status)
        .eTag(Versions.tag(coupon.version()))
        .body(CouponResponse.of(coupon));
  }

  /** An exclusive coupon is for those who run the programme to make. */
  record CreateCouponRequest(
      @NotNull CampaignId campaignId,
      @NotNull AffiliateId affiliateId,
      @NotNull
          @Pattern(regexp = Codes.CUSTOM, message = "3 to 64 letters, digits, hyphens, underscores")
          String code,
      @Nullable String validFrom,
      @Nullable String validUntil,
      @Nullable Boolean exclusive) {

    CouponForm.Draft terms() {
      return new CouponForm.Draft(validFrom, validUntil, exclusive, null);
    }
  }

  record CouponResponse(
      CouponId id,
      String code,
      CampaignId campaignId,
      AffiliateId affiliateId,
      @Nullable Instant validFrom,
      @Nullable Instant validUntil,
      boolean exclusive,
      boolean disabled,
      long version,
      Instant createdAt) {

    static CouponResponse of(Coupon coupon) {
      return new CouponResponse(
          coupon.couponId(),
          coupon.code(),
          coupon.campaignId(),
          coupon.affiliateId(),
          coupon.terms().validFrom(),
          coupon.terms().validUntil(),
          coupon.terms().exclusive(),
          coupon.terms().disabled(),
          coupon.version(),
          coupon.createdAt());
    }
  }
}
