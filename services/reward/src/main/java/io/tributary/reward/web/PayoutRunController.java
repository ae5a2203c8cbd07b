package io.tributary.reward.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.http.Words;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import io.tributary.reward.payout.PayeeWait;
import io.tributary.reward.payout.PayoutRun;
import io.tributary.reward.payout.RunStatus;
import io.tributary.reward.payout.Selection;
import io.tributary.reward.store.PayoutBook;
import io.tributary.reward.store.PayoutStore;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Payout runs: who is paid together. */
@RestController
@RequestMapping("/api/v1/payout-runs")
@Tag(name = "reward")
class PayoutRunController {

  private final Database database;
  private final PayoutStore payouts;
  private final PayoutBook book;
  private final PayeeWait payees;
  private final IdempotentWrites writes;

  PayoutRunController(
      @Qualifier("reward.database") Database database,
      PayoutStore payouts,
      PayoutBook book,
      PayeeWait payees,
      IdempotentWrites writes) {
    this.database = database;
    this.payouts = payouts;
    this.book = book;
    this.payees = payees;
    this.writes = writes;
  }

  @GetMapping
  Page<PayoutRunResponse> list(Caller caller, PageQuery page) {
    Readers.requireStaff(caller);
    List<PayoutRunResponse> rows =
        database.readInTenant(
            caller.tenant(),
            sql -> payouts.listRuns(sql, page).stream().map(PayoutRunResponse::of).toList());
    return page.page(rows, run -> run.id().value());
  }

  @GetMapping("/{id}")
  PayoutRunResponse get(Caller caller, @PathVariable("id") PayoutRunId id) {
    Readers.requireStaff(caller);
    return database.readInTenant(caller.tenant(), sql -> read(sql, id));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Select who is paid and reserve the money",
      description = "422 with a reason per affiliate when nobody can be paid.")
  ResponseEntity<PayoutRunResponse> create(
      Caller caller,
      @Valid @RequestBody CreatePayoutRunRequest body,
      @IdempotencyKey.Required IdempotencyKey idempotency) {
    caller.require(Role.ADMIN, Role.FINANCE);
    CurrencyCode currency = new CurrencyCode(known(body.currency()));
    List<AffiliateId> named = body.affiliateIds();
    writes.answerRepeat(caller, idempotency, body, database);
    payees.await(caller.tenant(), body.gateway(), currency, named == null ? List.of() : named);
    return writes.perform(
        caller,
        idempotency,
        body,
        database,
        sql ->
            switch (book.prepare(
                sql, caller.tenant(), body.gateway(), currency, named, caller.user().value())) {
              case PayoutBook.Prepared.Run(PayoutRunId id) ->
                  ResponseEntity.status(HttpStatus.CREATED).body(read(sql, id));
              case PayoutBook.Prepared.Nobody(List<Selection.LeftOut> reasons) ->
                  throw nobody(reasons, named);
            });
  }

  @PostMapping("/{id}/approve")
  @Operation(summary = "Release a prepared run to payment")
  ResponseEntity<PayoutRunResponse> approve(
      Caller caller,
      @PathVariable("id") PayoutRunId id,
      @IdempotencyKey.Required IdempotencyKey idempotency) {
    caller.require(Role.ADMIN, Role.FINANCE);
    return writes.perform(
        caller,
        idempotency,
        null,
        database,
        sql -> {
          PayoutRunResponse before = read(sql, id);
          if (!book.approve(sql, caller.tenant(), id, caller.user().value())) {
            throw ApiProblem.conflict(
                "illegal_transition",
                "A run that is %s cannot be approved.".formatted(before.status()));
          }
          return ResponseEntity.ok(read(sql, id));
        });
  }

  private PayoutRunResponse read(JdbcClient sql, PayoutRunId id) {
    return PayoutRunResponse.of(payouts.findRun(sql, id).orElseThrow(ApiProblem::notFound));
  }

  private static ApiProblem nobody(
      List<Selection.LeftOut> reasons, @Nullable List<AffiliateId> named) {
    List<FieldProblem> problems = new ArrayList<>();
    for (Selection.LeftOut reason : reasons) {
      int index = named == null ? -1 : named.indexOf(reason.affiliate());
      problems.add(
          new FieldProblem(
              index < 0 ? "affiliate_ids" : "affiliate_ids[" + index + "]",
              reason.code(),
              reason.affiliate() + ": " + reason.message()));
    }
    if (problems.isEmpty()) {
      problems.add(
          new FieldProblem(
              "affiliate_ids", "nothing_available", "Nobody has anything that can be paid out."));
    }
    return ApiProblem.unprocessable(problems);
  }

  private static String known(String currency) {
    if (!CurrencyCode.isKnown(currency)) {
      throw ApiProblem.unprocessable("currency", "unknown_currency", "not an ISO 4217 currency");
    }
    return currency;
  }

  /**
   * What to pay.
   *
   * @param affiliateIds only these; all that have something to be paid without it
   */
  record CreatePayoutRunRequest(
      @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
      @NotNull @Pattern(regexp = "[a-z0-9_-]{1,40}") String gateway,
      @Nullable @Size(min = 1, max = PayoutBook.MAX_PAYOUTS) List<AffiliateId> affiliateIds) {}

  /**
   * A payout run.
   *
   * @param totalAmount net of all its payouts, in minor units
   */
  record PayoutRunResponse(
      PayoutRunId id,
      @Words(RunStatus.class) String status,
      String gateway,
      CurrencyCode currency,
      int payoutCount,
      long totalAmount,
      Instant createdAt,
      String createdBy,
      @Nullable Instant approvedAt,
      @Nullable String approvedBy) {

    static PayoutRunResponse of(PayoutRun run) {
      return new PayoutRunResponse(
          run.id(),
          run.status().label(),
          run.gateway(),
          run.total().currency(),
          run.payoutCount(),
          run.total().minor(),
          run.createdAt(),
          run.createdBy(),
          run.approvedAt(),
          run.approvedBy());
    }
  }
}
