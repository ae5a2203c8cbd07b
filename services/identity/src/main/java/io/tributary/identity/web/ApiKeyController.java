package io.tributary.identity.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contract.directory.ApiKeySnapshot.Kind;
import io.tributary.contract.id.ApiKeyId;
import io.tributary.contract.id.IdSource;
import io.tributary.identity.key.ApiKey;
import io.tributary.identity.key.ApiKeyText;
import io.tributary.identity.key.Scopes;
import io.tributary.identity.store.ApiKeyStore;
import io.tributary.identity.store.AuditTrail;
import io.tributary.identity.tracking.Hosts;
import io.tributary.identity.tracking.TrackingForm;
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
import jakarta.validation.constraints.Size;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
 * A tenant's API keys. A secret key's text is in the answer to its creation only: it is not stored,
 * so the repeat of an {@code Idempotency-Key} answers the same key without it.
 */
@RestController
@RequestMapping("/api/v1/api-keys")
@Tag(name = "identity")
class ApiKeyController {

  static final int MAX_HOSTS = 50;

  private final Database database;
  private final ApiKeyStore keys;
  private final AuditTrail audit;
  private final IdempotentWrites writes;
  private final IdSource ids;
  private final InstantSource clock;
  private final SecureRandom random;

  ApiKeyController(
      @Qualifier("identity.database") Database database,
      ApiKeyStore keys,
      AuditTrail audit,
      IdempotentWrites writes,
      IdSource ids,
      InstantSource clock,
      @Qualifier("identity.random") SecureRandom random) {
    this.database = database;
    this.keys = keys;
    this.audit = audit;
    this.writes = writes;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  @GetMapping
  Page<ApiKeyResponse> list(Caller caller, PageQuery page) {
    caller.require(Role.ADMIN);
    List<ApiKeyResponse> rows =
        database.readInTenant(
            caller.tenant(), sql -> keys.list(sql, page).stream().map(ApiKeyResponse::of).toList());
    return page.page(rows, key -> key.id().value());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<CreatedApiKeyResponse> create(
      Caller caller, @Valid @RequestBody CreateApiKeyRequest body, IdempotencyKey idempotency) {
    caller.require(Role.ADMIN);
    Set<String> hosts = body.checkedHosts();
    ApiKeyText text = ApiKeyText.random(random);
    boolean secret = body.kindOrSecret() == Kind.SECRET;
    ApiKey key =
        new ApiKey(
            caller.tenant(),
            ApiKeyId.of(ids.next()),
            body.kindOrSecret(),
            text.publicId(),
            secret ? text.secretSha256() : null,
            body.name().strip(),
            Set.copyOf(body.scopesOrNone()),
            hosts,
            caller.user(),
            clock.instant(),
            null);
    return writes.perform(
        caller,
        idempotency,
        body,
        database,
        sql -> create(sql, caller, key),
        created -> secret ? created.with(text.text()) : created);
  }

  private ResponseEntity<CreatedApiKeyResponse> create(JdbcClient sql, Caller caller, ApiKey key) {
    keys.insert(sql, key);
    audit(sql, caller, "api_key.created", key);
    return ResponseEntity.status(HttpStatus.CREATED).body(CreatedApiKeyResponse.of(key));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> revoke(Caller caller, @PathVariable ApiKeyId id) {
    caller.require(Role.ADMIN);
    database.inTenant(
        caller.tenant(),
        sql -> {
          ApiKey key = keys.revoke(sql, id, clock.instant()).orElseThrow(ApiProblem::notFound);
          audit(sql, caller, "api_key.revoked", key);
          return key;
        });
    return ResponseEntity.noContent().build();
  }

  private void audit(JdbcClient sql, Caller caller, String action, ApiKey key) {
    audit.record(
        sql,
        caller.tenant(),
        caller.user().value(),
        action,
        key.keyId().value(),
        Map.of(
            "name",
            key.name(),
            "kind",
            key.kind().name().toLowerCase(Locale.ROOT),
            "scopes",
            String.join(",", key.scopes().stream().sorted().toList()),
            "hosts",
            String.join(",", key.hosts().stream().sorted().toList())));
  }

  /**
   * What key is wanted.
   *
   * @param kind secret when absent
   * @param scopes of a secret key, which needs one at least
   * @param hosts of a publishable key, which needs one at least: whose pages may show it, exactly
   *     or as {@code *.shop.example}
   */
  record CreateApiKeyRequest(
      @NotBlank @Size(max = 100) String name,
      @Nullable Kind kind,
      @Nullable @Size(max = 10) List<String> scopes,
      @Nullable List<@Nullable String> hosts) {

    Kind kindOrSecret() {
      return kind == null ? Kind.SECRET : kind;
    }

    List<String> scopesOrNone() {
      return scopes == null ? List.of() : scopes;
    }

    /**
     * The hosts, when nothing is wrong.
     *
     * @throws ApiProblem 422, field by field
     */
    Set<String> checkedHosts() {
      List<FieldProblem> problems = new ArrayList<>();
      boolean secret = kindOrSecret() == Kind.SECRET;
      List<String> wanted = scopesOrNone();
      for (int i = 0; i < wanted.size(); i++) {
        if (!Scopes.ALL.contains(wanted.get(i))) {
          problems.add(
              new FieldProblem(
                  "scopes[" + i + "]",
                  "unknown_scope",
                  "must be one of " + String.join(", ", Scopes.ALL.stream().sorted().toList())));
        }
      }
      Set<String> named =
          TrackingForm.list(
              "hosts",
              hosts,
              MAX_HOSTS,
              Hosts::pattern,
              "is no host, with or without *. before it",
              problems);
      expect("scopes", secret, wanted.isEmpty(), problems);
      expect("hosts", !secret, hosts == null || hosts.isEmpty(), problems);
      if (!problems.isEmpty()) {
        throw ApiProblem.unprocessable(problems);
      }
      return named;
    }

    private void expect(
        String field, boolean expected, boolean empty, List<FieldProblem> problems) {
      String kindWord = kindOrSecret().name().toLowerCase(Locale.ROOT);
      if (expected && empty) {
        problems.add(
            new FieldProblem(field, "required", "must be given for a %s key".formatted(kindWord)));
      } else if (!expected && !empty) {
        problems.add(
            new FieldProblem(field, "not_allowed", "a %s key has none".formatted(kindWord)));
      }
    }
  }

  record ApiKeyResponse(
      ApiKeyId id,
      Kind kind,
      String name,
      List<String> scopes,
      List<String> hosts,
      String prefix,
      Instant createdAt,
      @Nullable Instant revokedAt) {

    static ApiKeyResponse of(ApiKey key) {
      return new ApiKeyResponse(
          key.keyId(),
          key.kind(),
          key.name(),
          key.scopes().stream().sorted().toList(),
          key.hosts().stream().sorted().toList(),
          key.prefix(),
          key.createdAt(),
          key.revokedAt());
    }
  }

  /**
   * A new key.
   *
   * @param key the whole text; that of a secret key is shown once and null when the answer is
   *     repeated
   */
  record CreatedApiKeyResponse(
      ApiKeyId id,
      Kind kind,
      String name,
      List<String> scopes,
      List<String> hosts,
      @Nullable String key,
      String prefix,
      Instant createdAt) {

    static CreatedApiKeyResponse of(ApiKey key) {
      return new CreatedApiKeyResponse(
          key.keyId(),
          key.kind(),
          key.name(),
          key.scopes().stream().sorted().toList(),
          key.hosts().stream().sorted().toList(),
          key.kind() == Kind.PUBLISHABLE ? key.prefix() : null,
          key.prefix(),
          key.createdAt());
    }

    CreatedApiKeyResponse with(String text) {
      return new CreatedApiKeyResponse(id, kind, name, scopes, hosts, text, prefix, createdAt);
    }
  }
}
