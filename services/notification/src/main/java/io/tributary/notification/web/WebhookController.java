package io.tributary.notification.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.WebhookId;
import io.tributary.notification.store.AuditTrail;
import io.tributary.notification.store.WebhookStore;
import io.tributary.notification.store.WebhookStore.DeliveryRow;
import io.tributary.notification.webhook.Endpoint;
import io.tributary.notification.webhook.EventType;
import io.tributary.notification.webhook.Message;
import io.tributary.notification.webhook.TargetPolicy;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * A tenant's webhook endpoints. An endpoint's secret is in the answer to its creation only; the
 * repeat of an {@code Idempotency-Key} answers the same endpoint without it.
 */
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "notification")
class WebhookController {

  /** Each event is written once per endpoint. */
  private static final int MAX_ENDPOINTS = 20;

  private static final int SECRET_BYTES = 32;

  private final Database database;
  private final WebhookStore webhooks;
  private final TargetPolicy policy;
  private final AuditTrail audit;
  private final IdempotentWrites writes;
  private final IdSource ids;
  private final InstantSource clock;
  private final SecureRandom random;

  WebhookController(
      @Qualifier("notification.database") Database database,
      WebhookStore webhooks,
      TargetPolicy policy,
      AuditTrail audit,
      IdempotentWrites writes,
      IdSource ids,
      InstantSource clock,
      @Qualifier("notification.random") SecureRandom random) {
    this.database = database;
    this.webhooks = webhooks;
    this.policy = policy;
    this.audit = audit;
    this.writes = writes;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  @GetMapping
  Page<WebhookResponse> list(Caller caller, PageQuery page) {
    caller.require(Role.ADMIN, Role.MANAGER);
    List<WebhookResponse> rows =
        database.readInTenant(
            caller.tenant(),
            sql -> webhooks.list(sql, page).stream().map(WebhookResponse::of).toList());
    return page.page(rows, webhook -> webhook.id().value());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<CreatedWebhookResponse> create(
      Caller caller, @Valid @RequestBody CreateWebhookRequest body, IdempotencyKey idempotency) {
    caller.require(Role.ADMIN);
    writes.answerRepeat(caller, idempotency, body, database);
    check(body);
    byte[] key = new byte[SECRET_BYTES];
    random.nextBytes(key);
    String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
    Endpoint endpoint =
        new Endpoint(
            caller.tenant(),
            WebhookId.of(ids.next()),
            body.url(),
            body.events().stream().distinct().toList(),
            "active",
            null,
            clock.instant());
    return writes.perform(
        caller,
        idempotency,
        body,
        database,
        sql -> create(sql, caller, endpoint, secret),
        created -> created.with(secret));
  }

  private void check(CreateWebhookRequest body) {
    List<FieldProblem> problems = new ArrayList<>();
    policy
        .complaint(body.url())
        .ifPresent(complaint -> problems.add(new FieldProblem("url", "url_refused", complaint)));
    for (int i = 0; i < body.events().size(); i++) {
      if (!EventType.NAMES.contains(body.events().get(i))) {
        problems.add(
            new FieldProblem(
                "events[" + i + "]",
                "unknown_event",
                "must be one of " + String.join(", ", EventType.NAMES)));
      }
    }
    if (!problems.isEmpty()) {
      throw ApiProblem.unprocessable(problems);
    }
  }

  private ResponseEntity<CreatedWebhookResponse> create(
      JdbcClient sql, Caller caller, Endpoint endpoint, String secret) {
    if (webhooks.count(sql) >= MAX_ENDPOINTS) {
      throw ApiProblem.conflict(
          "exceeded_limit", "A tenant has at most " + MAX_ENDPOINTS + " endpoints.");
    }
    webhooks.insert(sql, endpoint, secret);
    audit.record(sql, caller, "webhook.created", endpoint.id(), Map.of("url", endpoint.url()));
    return ResponseEntity.status(HttpStatus.CREATED).body(CreatedWebhookResponse.of(endpoint));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> delete(Caller caller, @PathVariable WebhookId id) {
    caller.require(Role.ADMIN);
    database.inTenant(
        caller.tenant(),
        sql -> {
          if (!webhooks.delete(sql, id)) {
            throw ApiProblem.notFound();
          }
          audit.record(sql, caller, "webhook.deleted", id, Map.of());
          return true;
        });
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/{id}/deliveries")
  @Operation(summary = "List the deliveries to an endpoint, newest first")
  Page<WebhookDeliveryResponse> deliveries(
      Caller caller, @PathVariable WebhookId id, PageQuery page) {
    caller.require(Role.ADMIN, Role.MANAGER);
    List<WebhookDeliveryResponse> rows =
        database.readInTenant(
            caller.tenant(),
            sql -> {
              Endpoint endpoint = webhooks.find(sql, id).orElseThrow(ApiProblem::notFound);
              return webhooks.deliveries(sql, endpoint.id(), page).stream()
                  .map(WebhookDeliveryResponse::of)
                  .toList();
            });
    return page.page(rows, WebhookDeliveryResponse::id);
  }

  @PostMapping("/{id}/test")
  @Operation(summary = "Send a test message to an endpoint")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<WebhookTestResponse> test(
      Caller caller, @PathVariable WebhookId id, IdempotencyKey idempotency) {
    caller.require(Role.ADMIN);
    return writes.perform(
        caller,
        idempotency,
        null,
        database,
        sql -> {
          Endpoint endpoint = webhooks.find(sql, id).orElseThrow(ApiProblem::notFound);
          if (!endpoint.status().equals("active")) {
            throw ApiProblem.conflict("endpoint_disabled", "The endpoint is disabled.");
          }
          Message message = Message.test("test_" + ids.next(), caller.tenant(), clock.instant());
          String delivery = webhooks.enqueue(sql, id.value(), message);
          return ResponseEntity.status(HttpStatus.ACCEPTED)
              .body(new WebhookTestResponse(delivery, message.type()));
        });
  }

  record CreateWebhookRequest(
      @NotBlank @Size(max = TargetPolicy.MAX_URL) String url,
      @NotEmpty @Size(max = 50) List<String> events) {}

  record WebhookResponse(
      WebhookId id,
      String url,
      List<String> events,
      @Schema(allowableValues = {"active", "disabled"}) String status,
      @Nullable String reason,
      Instant createdAt) {

    static WebhookResponse of(Endpoint endpoint) {
      return new WebhookResponse(
          endpoint.id(),
          endpoint.url(),
          endpoint.events(),
          endpoint.status(),
          endpoint.reason(),
          endpoint.createdAt());
    }
  }

  /**
   * A new endpoint.
   *
   * @param secret signs its messages, shown once; null when the answer is repeated
   */
  record CreatedWebhookResponse(
      WebhookId id,
      String url,
      List<String> events,
      @Nullable String secret,
      @Schema(allowableValues = {"active", "disabled"}) String status,
      Instant createdAt) {

    static CreatedWebhookResponse of(Endpoint endpoint) {
      return new CreatedWebhookResponse(
          endpoint.id(),
          endpoint.url(),
          endpoint.events(),
          null,
          endpoint.status(),
          endpoint.createdAt());
    }

    CreatedWebhookResponse with(String shown) {
      return new CreatedWebhookResponse(id, url, events, shown, status, createdAt);
    }

    @Override
    public String toString() {
      return "CreatedWebhookResponse " + id;
    }
  }

  record WebhookDeliveryResponse(
      String id,
      String messageId,
      String event,
      @Schema(allowableValues = {"pending", "delivered", "failed"}) String status,
      int attempts,
      @Nullable Integer lastStatus,
      @Nullable String lastError,
      Instant createdAt) {

    static WebhookDeliveryResponse of(DeliveryRow row) {
      return new WebhookDeliveryResponse(
          row.id(),
          row.messageId(),
          row.event(),
          row.status(),
          row.attempts(),
          row.lastStatus(),
          row.lastError(),
          row.createdAt());
    }
  }

  record WebhookTestResponse(String id, String event) {}
}
