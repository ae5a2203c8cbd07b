package io.tributary.campaign.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.campaign.link.Codes;
import io.tributary.campaign.link.Coupon;
import io.tributary.campaign.store.CouponStore;
import io.tributary.campaign.store.Publication;
import io.tributary.campaign.store.Views;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CouponId;
import io.tributary.contract.id.IdSource;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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
  CouponResponse get(Caller caller, @PathVariable CouponId id) {
    Views views = Access.own(caller);
    return database
        .readInTenant(caller.tenant(), sql -> coupons.find(sql, id, views))
        .map(CouponResponse::of)
        .orElseThrow(ApiProblem::notFound);
  }

  /** Managers make coupons for members, affiliates for themselves. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<CouponResponse> create(
      Caller caller, @Valid @RequestBody CreateCouponRequest body, IdempotencyKey idempotency) {
    Access.requireWriterOrSelf(caller, body.affiliateId());
    writes.answerRepeat(caller, idempotency, body, database);
    binding.require(caller, body.campaignId(), body.affiliateId());
    return writes.perform(caller, idempotency, body, database, sql -> create(sql, caller, body));
  }

  private ResponseEntity<CouponResponse> create(
      JdbcClient sql, Caller caller, CreateCouponRequest body) {
    Coupon coupon = coupon(caller, body, body.code());
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
    return ResponseEntity.status(HttpStatus.CREATED).body(CouponResponse.of(coupon));
  }

  private Coupon coupon(Caller caller, CreateCouponRequest body, String code) {
    return new Coupon(
        CouponId.of(ids.next()),
        caller.tenant(),
        body.campaignId(),
        body.affiliateId(),
        code,
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  record CreateCouponRequest(
      @NotNull CampaignId campaignId,
      @NotNull AffiliateId affiliateId,
      @NotNull
          @Pattern(regexp = Codes.CUSTOM, message = "3 to 64 letters, digits, hyphens, underscores")
          String code) {}

  record CouponResponse(
      CouponId id, String code, CampaignId campaignId, AffiliateId affiliateId, Instant createdAt) {

    static CouponResponse of(Coupon coupon) {
      return new CouponResponse(
          coupon.couponId(),
          coupon.code(),
          coupon.campaignId(),
          coupon.affiliateId(),
          coupon.createdAt());
    }
  }
}
