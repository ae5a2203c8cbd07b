package io.tributary.reward.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.security.Caller;
import io.tributary.platform.sql.Database;
import io.tributary.reward.ledger.AffiliateBalance;
import io.tributary.reward.ledger.EntryRow;
import io.tributary.reward.store.LedgerReader;
import io.tributary.reward.store.LedgerReader.Position;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The books: balances, entries, sums, and the journal for other programs. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "reward")
class LedgerController {

  private static final String HLEDGER = "hledger";

  private final Database database;
  private final LedgerReader books;

  LedgerController(@Qualifier("reward.database") Database database, LedgerReader books) {
    this.database = database;
    this.books = books;
  }

  @GetMapping("/affiliates/{id}/balances")
  @Operation(summary = "What an affiliate has, per currency, in minor units")
  Page<BalanceResponse> balances(
      Caller caller, @PathVariable("id") AffiliateId id, PageQuery page) {
    AffiliateId affiliate = Objects.requireNonNullElse(Readers.scope(caller, id), id);
    return page.pageOf(
        database.readInTenant(
            caller.tenant(),
            sql -> books.balances(sql, affiliate).stream().map(BalanceResponse::of).toList()),
        balance -> balance.currency().value());
  }

  @GetMapping("/ledger/entries")
  @Operation(summary = "Entries, the newest transaction first; debit is positive")
  Page<LedgerEntryResponse> entries(
      Caller caller,
      @RequestParam(name = "affiliate_id", required = false) @Nullable AffiliateId affiliate,
      @RequestParam(name = "account", required = false) @Nullable String account,
      PageQuery page) {
    Readers.requireStaff(caller);
    Position after = position(page.cursor());
    List<LedgerEntryResponse> rows =
        database.readInTenant(
            caller.tenant(),
            sql ->
                books.entries(sql, affiliate, account, after, page.limit() + 1).stream()
                    .map(LedgerEntryResponse::of)
                    .toList());
    return page.page(rows, row -> row.txnId() + ":" + row.line());
  }

  @GetMapping("/ledger/trial-balance")
  @Operation(summary = "Debits and credits of all accounts, per currency")
  Page<TrialBalanceResponse> trialBalance(Caller caller, PageQuery page) {
    Readers.requireStaff(caller);
    return page.pageOf(
        database.readInTenant(
            caller.tenant(),
            sql ->
                books.trialBalance(sql).stream()
                    .map(row -> new TrialBalanceResponse(row.currency(), row.debit(), row.credit()))
                    .toList()),
        sums -> sums.currency().value());
  }

  @GetMapping(value = "/ledger/export", produces = "text/plain;charset=UTF-8")
  @Operation(summary = "The whole ledger as a journal that hledger and ledger check strictly")
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "string")))
  void export(
      Caller caller,
      @RequestParam(name = "format", defaultValue = HLEDGER) String format,
      HttpServletResponse response)
      throws IOException {
    Readers.requireStaff(caller);
    if (!format.equals(HLEDGER)) {
      throw ApiProblem.unprocessable("format", "unknown_format", "must be " + HLEDGER);
    }
    response.setContentType("text/plain;charset=UTF-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"tributary.journal\"");
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
    boolean written =
        database.readInTenant(
            caller.tenant(),
            sql -> {
              books.export(sql, out);
              return true;
            });
    if (written) {
      out.flush();
    }
  }

  private static @Nullable Position position(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    if (!cursor.matches("[0-9]{1,18}:[0-9]{1,9}")) {
      throw ApiProblem.unprocessable("cursor", "invalid_cursor", "not a cursor of this list");
    }
    int colon = cursor.indexOf(':');
    return new Position(
        Long.parseLong(cursor.substring(0, colon)), Integer.parseInt(cursor.substring(colon + 1)));
  }

  /**
   * What an affiliate has in one currency.
   *
   * @param held not yet approved
   * @param available can be paid out
   * @param inFlight on its way
   * @param receivable owed by the affiliate
   */
  record BalanceResponse(
      CurrencyCode currency, long held, long available, long inFlight, long paid, long receivable) {

    static BalanceResponse of(AffiliateBalance balance) {
      return new BalanceResponse(
          balance.currency(),
          balance.held(),
          balance.available(),
          balance.inFlight(),
          balance.paid(),
          balance.receivable());
    }
  }

  /**
   * A line of the ledger.
   *
   * @param amount minor units, debit positive
   */
  record LedgerEntryResponse(
      long txnId,
      int line,
      String event,
      String account,
      long amount,
      CurrencyCode currency,
      Instant effectiveAt,
      Instant recordedAt,
      @Nullable CommissionId commissionId,
      @Nullable PayoutId payoutId) {

    static LedgerEntryResponse of(EntryRow row) {
      return new LedgerEntryResponse(
          row.txnId(),
          row.line(),
          row.event(),
          row.account(),
          row.amount().minor(),
          row.amount().currency(),
          row.effectiveAt(),
          row.recordedAt(),
          row.commissionId(),
          row.payoutId());
    }
  }

  /** Sums of one currency; equal when the books are right. */
  record TrialBalanceResponse(CurrencyCode currency, long debit, long credit) {}
}
