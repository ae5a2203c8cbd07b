package io.tributary.reward.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.http.Filters;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.http.Words;
import io.tributary.platform.security.Caller;
import io.tributary.platform.sql.Database;
import io.tributary.reward.payout.Payout;
import io.tributary.reward.payout.PayoutStatus;
import io.tributary.reward.store.PayoutStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payouts: what is paid to whom, and how far it is. */
@RestController
@RequestMapping("/api/v1/payouts")
@Tag(name = "reward")
class PayoutController {

  private final Database database;
  private final PayoutStore payouts;

  PayoutController(@Qualifier("reward.database") Database database, PayoutStore payouts) {
    this.database = database;
    this.payouts = payouts;
  }

  @GetMapping
  @Operation(summary = "List payouts, newest first; affiliates see their own")
  Page<PayoutResponse> list(
      Caller caller,
      @RequestParam(name = "run_id", required = false) @Nullable PayoutRunId run,
      @RequestParam(name = "affiliate_id", required = false) @Nullable AffiliateId affiliate,
      @RequestParam(name = "status", required = false) @Words(PayoutStatus.class)
          @Nullable String status,
      PageQuery page) {
    AffiliateId scope = Readers.scope(caller, affiliate);
    PayoutStatus wanted = Filters.word(PayoutStatus.class, "status", status);
    List<PayoutResponse> rows =
        database.readInTenant(
            caller.tenant(),
            sql ->
                payouts.list(sql, run, scope, wanted, page).stream()
                    .map(PayoutResponse::of)
                    .toList());
    return page.page(rows, payout -> payout.id().value());
  }

  @GetMapping("/{id}")
  PayoutResponse get(Caller caller, @PathVariable("id") PayoutId id) {
    Optional<Payout> found = database.readInTenant(caller.tenant(), sql -> payouts.find(sql, id));
    return PayoutResponse.of(Readers.visible(caller, found, Payout::affiliateId));
  }

  /**
   * A payout.
   *
   * @param amount what the recipient gets, in minor units
   * @param gross before tax and fee
   * @param reference the gateway's own id of the transfer
   */
  record PayoutResponse(
      PayoutId id,
      PayoutRunId runId,
      AffiliateId affiliateId,
      long amount,
      long gross,
      long tax,
      long fee,
      CurrencyCode currency,
      String gateway,
      @Words(PayoutStatus.class) String status,
      @Nullable String reference,
      @Nullable String failure,
      Instant createdAt,
      @Nullable Instant settledAt) {

    static PayoutResponse of(Payout payout) {
      return new PayoutResponse(
          payout.id(),
          payout.runId(),
          payout.affiliateId(),
          payout.amounts().net().minor(),
          payout.amounts().gross().minor(),
          payout.amounts().tax().minor(),
          payout.amounts().fee().minor(),
          payout.amounts().net().currency(),
          payout.gateway(),
          payout.status().label(),
          payout.reference(),
          payout.failure(),
          payout.createdAt(),
          payout.settledAt());
    }
  }
}
