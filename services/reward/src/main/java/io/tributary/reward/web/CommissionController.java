package io.tributary.reward.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.money.CurrencyCode;
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
import io.tributary.reward.commission.Commission;
import io.tributary.reward.commission.CommissionFilter;
import io.tributary.reward.commission.CommissionStatus;
import io.tributary.reward.commission.IllegalMove;
import io.tributary.reward.store.CommissionBook;
import io.tributary.reward.store.CommissionStore;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Commissions: what affiliates earn, and why. */
@RestController
@RequestMapping("/api/v1/commissions")
@Tag(name = "reward")
class CommissionController {

  private static final String DEFAULT_REASON = "other";

  private final Database database;
  private final CommissionStore commissions;
  private final CommissionBook book;
  private final IdempotentWrites writes;

  CommissionController(
      @Qualifier("reward.database") Database database,
      CommissionStore commissions,
      CommissionBook book,
      IdempotentWrites writes) {
    this.database = database;
    this.commissions = commissions;
    this.book = book;
    this.writes = writes;
  }

  @GetMapping
  @Operation(summary = "List commissions, newest first; affiliates see their own")
  Page<CommissionResponse> list(
      Caller caller,
      @RequestParam(name = "conversion_id", required = false) @Nullable ConversionId conversion,
      @RequestParam(name = "affiliate_id", required = false) @Nullable AffiliateId affiliate,
      @RequestParam(name = "campaign_id", required = false) @Nullable CampaignId campaign,
      @RequestParam(name = "status", required = false) @Words(CommissionStatus.class)
          @Nullable String status,
      PageQuery page) {
    CommissionFilter filter =
        new CommissionFilter(
            conversion,
            Readers.scope(caller, affiliate),
            campaign,
            Filters.word(CommissionStatus.class, "status", status));
    List<CommissionResponse> rows =
        database.readInTenant(
            caller.tenant(),
            sql ->
                commissions.list(sql, filter, page).stream().map(CommissionResponse::of).toList());
    return page.page(rows, commission -> commission.id().value());
  }

  @GetMapping("/{id}")
  CommissionResponse get(Caller caller, @PathVariable("id") CommissionId id) {
    Optional<Commission> found =
        database.readInTenant(caller.tenant(), sql -> commissions.find(sql, id));
    return CommissionResponse.of(Readers.visible(caller, found, Commission::affiliateId));
  }

  @PostMapping("/{id}/approve")
  @Operation(summary = "End the hold of a commission now")
  ResponseEntity<CommissionResponse> approve(
      Caller caller,
      @PathVariable("id") CommissionId id,
      @IdempotencyKey.Required IdempotencyKey idempotency) {
    return move(caller, idempotency, null, sql -> book.approve(sql, caller.tenant(), id));
  }

  @PostMapping("/{id}/reject")
  @Operation(summary = "Reject a commission that is not yet approved")
  ResponseEntity<CommissionResponse> reject(
      Caller caller,
      @PathVariable("id") CommissionId id,
      @Valid @RequestBody(required = false) @Nullable RejectCommissionRequest body,
      @IdempotencyKey.Required IdempotencyKey idempotency) {
    String reason = body == null || body.reason() == null ? DEFAULT_REASON : body.reason();
    return move(caller, idempotency, body, sql -> book.reject(sql, caller.tenant(), id, reason));
  }

  private ResponseEntity<CommissionResponse> move(
      Caller caller,
      IdempotencyKey idempotency,
      @Nullable Object body,
      Function<JdbcClient, Optional<Commission>> move) {
    caller.require(Role.ADMIN, Role.FINANCE, Role.MANAGER);
    return writes.perform(
        caller,
        idempotency,
        body,
        database,
        sql -> {
          try {
            return ResponseEntity.ok(
                CommissionResponse.of(move.apply(sql).orElseThrow(ApiProblem::notFound)));
          } catch (IllegalMove illegal) {
            throw ApiProblem.conflict("illegal_transition", illegal.getMessage() + ".");
          }
        });
  }

  /**
   * Why it is rejected.
   *
   * @param reason a code; {@code other} without one
   */
  record RejectCommissionRequest(
      @Nullable
          @Pattern(
              regexp =
                  "order_cancelled|item_returned|out_of_stock|payment_failed|fraud|duplicate"
                      + "|terms_breach|tracking_error|customer_ineligible|test_order|other")
          String reason) {}

  /**
   * A commission.
   *
   * @param amount accrued, in minor units
   * @param takenBack of it, by refunds and corrections
   * @param explanation which rule decided and the arithmetic
   */
  record CommissionResponse(
      CommissionId id,
      ConversionId conversionId,
      CampaignId campaignId,
      AffiliateId affiliateId,
      long amount,
      long takenBack,
      CurrencyCode currency,
      @Words(CommissionStatus.class) String status,
      DecidingRuleResponse rule,
      String explanation,
      @Nullable String reason,
      Instant maturesAt,
      Instant createdAt,
      @Nullable PayoutId payoutId) {

    static CommissionResponse of(Commission commission) {
      return new CommissionResponse(
          commission.id(),
          commission.conversionId(),
          commission.campaignId(),
          commission.affiliateId(),
          commission.accrued().minor(),
          commission.takenBack().minor(),
          commission.accrued().currency(),
          commission.status().label(),
          new DecidingRuleResponse(
              commission.rule().id(), commission.rule().name(), commission.rule().version()),
          commission.explanation(),
          commission.reason(),
          commission.maturesAt(),
          commission.createdAt(),
          commission.payoutId());
    }
  }

  /** The rule that decided, as it was. */
  record DecidingRuleResponse(RuleId id, String name, int version) {}
}
