package io.tributary.attribution.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.attribution.directory.Directories;
import io.tributary.attribution.store.ConversionReader;
import io.tributary.attribution.store.StoredConversion;
import io.tributary.attribution.store.View;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Conversions with their decisions, and their refunds. */
@RestController
@RequestMapping("/api/v1/conversions")
@Tag(name = "attribution")
final class ConversionController {

  private final Database database;
  private final ConversionReader conversions;
  private final Directories directories;
  private final RefundDesk refunds;
  private final IdempotentWrites writes;

  ConversionController(
      @Qualifier("attribution.database") Database database,
      ConversionReader conversions,
      Directories directories,
      RefundDesk refunds,
      IdempotentWrites writes) {
    this.database = database;
    this.conversions = conversions;
    this.directories = directories;
    this.refunds = refunds;
    this.writes = writes;
  }

  /** Newest first, without traces. */
  @GetMapping
  Page<ConversionResponse> list(
      Caller caller,
      PageQuery page,
      @RequestParam @Words(ConversionStatus.class) @Nullable String status,
      @RequestParam(name = "campaign_id") @Nullable CampaignId campaign,
      @RequestParam(name = "affiliate_id") @Nullable AffiliateId affiliate,
      @RequestParam(name = "order_id") @Nullable String orderId) {
    ConversionStatus wanted = Filters.word(ConversionStatus.class, "status", status);
    if (wanted != null && !wanted.isKept()) {
      return new Page<>(List.of(), null);
    }
    String cursor = page.cursor();
    ConversionReader.Filter filter =
        new ConversionReader.Filter(
            status, campaign, affiliate, orderId, cursor == null ? null : Cursor.read(cursor));
    View view = view(caller);
    if (view instanceof View.OfAffiliate(AffiliateId own)
        && affiliate != null
        && !affiliate.equals(own)) {
      return new Page<>(List.of(), null);
    }
    Page<StoredConversion> found =
        page.page(
            database.readInTenant(
                caller.tenant(), sql -> conversions.list(sql, view, filter, page.limit() + 1)),
            Cursor::after);
    return new Page<>(
        found.data().stream().map(row -> ConversionResponse.row(row, view)).toList(),
        found.nextCursor());
  }

  /** One conversion with credits and trace. */
  @GetMapping("/{id}")
  ConversionResponse get(Caller caller, @PathVariable ConversionId id) {
    View view = view(caller);
    return database
        .readInTenant(caller.tenant(), sql -> conversions.find(sql, view, id))
        .map(conversion -> ConversionResponse.whole(conversion, view))
        .orElseThrow(ApiProblem::notFound);
  }

  /** Takes a refund, in part or whole. */
  @PostMapping("/{id}/refunds")
  @Operation(summary = "Record a refund, in part or whole")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<RefundResponse> refund(
      Caller caller,
      @PathVariable ConversionId id,
      @Valid @RequestBody RefundRequest body,
      IdempotencyKey idempotency) {
    caller.require(Role.ADMIN, Role.MANAGER, Role.FINANCE);
    return writes.perform(
        caller,
        idempotency,
        body,
        database,
        sql -> {
          StoredConversion conversion =
              conversions.find(sql, new View.Whole(), id).orElseThrow(ApiProblem::notFound);
          if (!conversions.isRefunded(sql, id, body.refundId())) {
            refunds.take(caller.tenant(), conversion, body);
          }
          return ResponseEntity.status(HttpStatus.ACCEPTED)
              .body(RefundResponse.accepted(body.refundId()));
        });
  }

  private View view(Caller caller) {
    if (caller.is(Role.ADMIN) || caller.is(Role.MANAGER) || caller.is(Role.FINANCE)) {
      return new View.Whole();
    }
    if (caller.is(Role.ADVERTISER) && caller.advertiserId() != null) {
      return new View.OfCampaigns(directories.campaignsOf(caller.tenant(), caller.advertiserId()));
    }
    if (caller.is(Role.AFFILIATE) && caller.affiliateId() != null) {
      return new View.OfAffiliate(caller.affiliateId());
    }
    throw ApiProblem.forbidden("Your roles do not allow this.");
  }
}
