package io.tributary.campaign.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.campaign.advertiser.Advertiser;
import io.tributary.campaign.store.AdvertiserStore;
import io.tributary.campaign.store.Publication;
import io.tributary.campaign.store.Views;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.IdSource;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.Filters;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.http.Versions;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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

/** A tenant's advertisers. An advertiser's own users see it alone. */
@RestController
@RequestMapping("/api/v1/advertisers")
@Tag(name = "campaign")
class AdvertiserController {

  private final Database database;
  private final AdvertiserStore advertisers;
  private final Publication publication;
  private final IdempotentWrites writes;
  private final IdSource ids;
  private final InstantSource clock;

  AdvertiserController(
      @Qualifier("campaign.database") Database database,
      AdvertiserStore advertisers,
      Publication publication,
      IdempotentWrites writes,
      IdSource ids,
      InstantSource clock) {
    this.database = database;
    this.advertisers = advertisers;
    this.publication = publication;
    this.writes = writes;
    this.ids = ids;
    this.clock = clock;
  }

  @GetMapping
  Page<AdvertiserResponse> list(
      Caller caller, PageQuery page, @RequestParam(required = false) @Nullable String q) {
    Views views = views(caller);
    String search = Filters.search(q);
    List<Advertiser> rows =
        database.readInTenant(
            caller.tenant(), sql -> advertisers.list(sql, page, search, views.advertiser()));
    return page.page(
        rows.stream().map(AdvertiserResponse::of).toList(), advertiser -> advertiser.id().value());
  }

  @GetMapping("/{id}")
  ResponseEntity<AdvertiserResponse> get(Caller caller, @PathVariable AdvertiserId id) {
    AdvertiserId only = views(caller).advertiser();
    if (only != null && !only.equals(id)) {
      throw ApiProblem.notFound();
    }
    return answer(
        HttpStatus.OK,
        database
            .readInTenant(caller.tenant(), sql -> advertisers.find(sql, id))
            .orElseThrow(ApiProblem::notFound));
  }

  /** Affiliates learn of campaigns, not of who is behind them. */
  private static Views views(Caller caller) {
    caller.require(Role.ADMIN, Role.MANAGER, Role.FINANCE, Role.ADVERTISER);
    return Access.own(caller);
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<AdvertiserResponse> create(
      Caller caller, @Valid @RequestBody AdvertiserRequest body, IdempotencyKey idempotency) {
    Access.requireWriter(caller);
    return writes.perform(caller, idempotency, body, database, sql -> create(sql, caller, body));
  }

  private ResponseEntity<AdvertiserResponse> create(
      JdbcClient sql, Caller caller, AdvertiserRequest body) {
    Advertiser advertiser =
        new Advertiser(
            AdvertiserId.of(ids.next()),
            caller.tenant(),
            body.name().strip(),
            Advertiser.Status.ACTIVE,
            1,
            now());
    advertisers.insert(sql, advertiser);
    audit(sql, caller, "advertiser.created", advertiser);
    return answer(HttpStatus.CREATED, advertiser);
  }

  @PatchMapping("/{id}")
  ResponseEntity<AdvertiserResponse> change(
      Caller caller,
      @PathVariable AdvertiserId id,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody AdvertiserRequest body,
      IdempotencyKey idempotency) {
    Access.requireWriter(caller);
    return writes.perform(
        caller,
        idempotency,
        body,
        database,
        sql -> {
          Advertiser before = advertisers.lock(sql, id).orElseThrow(ApiProblem::notFound);
          Versions.require(ifMatch, before.version());
          Advertiser after = before.renamed(body.name().strip());
          advertisers.update(sql, after);
          audit(sql, caller, "advertiser.changed", after);
          return answer(HttpStatus.OK, after);
        });
  }

  private void audit(JdbcClient sql, Caller caller, String action, Advertiser advertiser) {
    publication.audit(
        sql, caller, action, advertiser.advertiserId(), now(), Map.of("name", advertiser.name()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static ResponseEntity<AdvertiserResponse> answer(
      HttpStatus status, Advertiser advertiser) {
    return ResponseEntity.status(status)
        .eTag(Versions.tag(advertiser.version()))
        .body(AdvertiserResponse.of(advertiser));
  }

  record AdvertiserRequest(
      @NotBlank
          @Size(max = 200)
          @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must be one line of text")
          String name) {}

  /** The state of an advertiser. */
  enum AdvertiserStatus {
    @JsonProperty("active")
    ACTIVE;

    static AdvertiserStatus of(Advertiser.Status status) {
      return switch (status) {
        case ACTIVE -> ACTIVE;
      };
    }
  }

  record AdvertiserResponse(
      AdvertiserId id, String name, AdvertiserStatus status, Instant createdAt, long version) {

    static AdvertiserResponse of(Advertiser advertiser) {
      return new AdvertiserResponse(
          advertiser.advertiserId(),
          advertiser.name(),
          AdvertiserStatus.of(advertiser.status()),
          advertiser.createdAt(),
          advertiser.version());
    }
  }
}
