package io.tributary.affiliate.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.affiliate.membership.Membership;
import io.tributary.affiliate.profile.Affiliate;
import io.tributary.affiliate.profile.Move;
import io.tributary.affiliate.store.AffiliateStore;
import io.tributary.affiliate.store.MembershipStore;
import io.tributary.affiliate.store.Publication;
import io.tributary.contract.directory.AffiliateSnapshot.PayoutProfile;
import io.tributary.contract.directory.AffiliateSnapshot.Status;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.IdSource;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.Filters;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.http.Versions;
import io.tributary.platform.http.Words;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import jakarta.validation.Valid;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

/**
 * A tenant's affiliates. Managers decide on them; an affiliate sees itself and sets how it is paid.
 */
@RestController
@RequestMapping("/api/v1/affiliates")
@Tag(name = "affiliate")
class AffiliateController {

  private final Database database;
  private final AffiliateStore affiliates;
  private final MembershipStore memberships;
  private final Publication publication;
  private final IdempotentWrites writes;
  private final IdSource ids;
  private final InstantSource clock;

  AffiliateController(
      @Qualifier("affiliate.database") Database database,
      AffiliateStore affiliates,
      MembershipStore memberships,
      Publication publication,
      IdempotentWrites writes,
      IdSource ids,
      InstantSource clock) {
    this.database = database;
    this.affiliates = affiliates;
    this.memberships = memberships;
    this.publication = publication;
    this.writes = writes;
    this.ids = ids;
    this.clock = clock;
  }

  @GetMapping
  Page<AffiliateResponse> list(
      Caller caller,
      PageQuery page,
      @RequestParam(required = false) @Words(Status.class) @Nullable String status,
      @RequestParam(required = false) @Nullable String q) {
    Views views = Views.of(caller);
    Status wanted = Filters.word(Status.class, "status", status);
    String search = Filters.search(q);
    List<Affiliate> rows =
        database.readInTenant(
            caller.tenant(), sql -> affiliates.list(sql, page, wanted, search, views.only()));
    return page.page(
        rows.stream().map(AffiliateResponse::of).toList(), affiliate -> affiliate.id().value());
  }

  @GetMapping("/{id}")
  ResponseEntity<AffiliateResponse> get(Caller caller, @PathVariable AffiliateId id) {
    if (!Views.of(caller).includes(id)) {
      throw ApiProblem.notFound();
    }
    Affiliate affiliate =
        database
            .readInTenant(caller.tenant(), sql -> affiliates.find(sql, id))
            .orElseThrow(ApiProblem::notFound);
    return answer(HttpStatus.OK, affiliate);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<AffiliateResponse> create(
      Caller caller, @Valid @RequestBody CreateAffiliateRequest body, IdempotencyKey idempotency) {
    caller.require(Role.ADMIN, Role.MANAGER);
    return writes.perform(caller, idempotency, body, database, sql -> create(sql, caller, body));
  }

  private ResponseEntity<AffiliateResponse> create(
      JdbcClient sql, Caller caller, CreateAffiliateRequest body) {
    Affiliate affiliate =
        Affiliate.applied(
            AffiliateId.of(ids.next()),
            caller.tenant(),
            body.name().strip(),
            body.email().strip(),
            now());
    if (!affiliates.insert(sql, affiliate)) {
      throw emailTaken();
    }
    publish(sql, caller, "affiliate.created", affiliate, Map.of());
    return answer(HttpStatus.CREATED, affiliate);
  }

  @PatchMapping("/{id}")
  ResponseEntity<AffiliateResponse> change(
      Caller caller,
      @PathVariable AffiliateId id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody ChangeAffiliateRequest body,
      IdempotencyKey idempotency) {
    requireMayChange(caller, id, body);
    return writes.perform(
        caller, idempotency, body, database, sql -> change(sql, caller, id, ifMatch, body));
  }

  private static void requireMayChange(Caller caller, AffiliateId id, ChangeAffiliateRequest body) {
    if (caller.is(Role.ADMIN) || caller.is(Role.MANAGER)) {
      return;
    }
    caller.require(Role.AFFILIATE);
    if (!id.equals(caller.affiliateId())) {
      throw ApiProblem.notFound();
    }
    if (body.name() != null || body.email() != null) {
      throw ApiProblem.forbidden("You may change your payout profile only.");
    }
  }

  private ResponseEntity<AffiliateResponse> change(
      JdbcClient sql,
      Caller caller,
      AffiliateId id,
      @Nullable String ifMatch,
      ChangeAffiliateRequest body) {
    Affiliate before = affiliates.lock(sql, id).orElseThrow(ApiProblem::notFound);
    Versions.require(ifMatch, before.version());
    PayoutProfile profile = body.payoutProfile() == null ? null : body.payoutProfile().profile();
    Affiliate after =
        before.changed(
            body.name() == null ? null : body.name().strip(),
            body.email() == null ? null : body.email().strip(),
            profile,
            now());
    if (!affiliates.update(sql, after)) {
      throw emailTaken();
    }
    publish(sql, caller, "affiliate.changed", after, Map.of("fields", changedFields(body)));
    return answer(HttpStatus.OK, after);
  }

  private static String changedFields(ChangeAffiliateRequest body) {
    List<String> fields = new ArrayList<>();
    if (body.name() != null) {
      fields.add("name");
    }
    if (body.email() != null) {
      fields.add("email");
    }
    if (body.payoutProfile() != null) {
      fields.add("payout_profile");
    }
    return String.join(",", fields);
  }

  @PostMapping("/{id}/approve")
  ResponseEntity<AffiliateResponse> approve(
      Caller caller, @PathVariable AffiliateId id, IdempotencyKey idempotency) {
    return move(caller, id, Move.APPROVE, idempotency);
  }

  @PostMapping("/{id}/reject")
  ResponseEntity<AffiliateResponse> reject(
      Caller caller, @PathVariable AffiliateId id, IdempotencyKey idempotency) {
    return move(caller, id, Move.REJECT, idempotency);
  }

  /** A ban ends the affiliate's memberships as well. */
  @PostMapping("/{id}/ban")
  ResponseEntity<AffiliateResponse> ban(
      Caller caller, @PathVariable AffiliateId id, IdempotencyKey idempotency) {
    return move(caller, id, Move.BAN, idempotency);
  }

  private ResponseEntity<AffiliateResponse> move(
      Caller caller, AffiliateId id, Move move, IdempotencyKey idempotency) {
    caller.require(Role.ADMIN, Role.MANAGER);
    return writes.perform(caller, idempotency, null, database, sql -> move(sql, caller, id, move));
  }

  private ResponseEntity<AffiliateResponse> move(
      JdbcClient sql, Caller caller, AffiliateId id, Move move) {
    Affiliate before = affiliates.lock(sql, id).orElseThrow(ApiProblem::notFound);
    if (!move.isAllowedFrom(before.status())) {
      throw ApiProblem.conflict(
          "illegal_transition",
          "An affiliate that is %s cannot become %s."
              .formatted(word(before.status()), word(move.to())));
    }
    Affiliate after = before.withStatus(move.to(), now());
    affiliates.update(sql, after);
    publish(sql, caller, move.action(), after, Map.of("from", word(before.status())));
    if (move == Move.BAN) {
      for (Membership membership : memberships.banAll(sql, id, after.updatedAt())) {
        publication.membership(sql, membership);
      }
    }
    return answer(HttpStatus.OK, after);
  }

  private void publish(
      JdbcClient sql,
      Caller caller,
      String action,
      Affiliate affiliate,
      Map<String, String> details) {
    publication.affiliate(sql, affiliate);
    publication.audit(sql, caller, action, affiliate.affiliateId(), affiliate.updatedAt(), details);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static ResponseEntity<AffiliateResponse> answer(HttpStatus status, Affiliate affiliate) {
    return ResponseEntity.status(status)
        .eTag(Versions.tag(affiliate.version()))
        .body(AffiliateResponse.of(affiliate));
  }

  private static ApiProblem emailTaken() {
    return ApiProblem.conflict("email_taken", "Another affiliate has this e-mail address.");
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
