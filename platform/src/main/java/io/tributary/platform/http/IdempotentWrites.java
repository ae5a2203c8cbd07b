package io.tributary.platform.http;

import io.tributary.platform.security.Caller;
import io.tributary.platform.sql.Database;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes that may be repeated: an {@code Idempotency-Key} is stored with the answer in the
 * transaction of its effect, and its repeat gets the first answer.
 *
 * <p>A repeat that comes while the first is running waits for it, since both write the same row.
 */
public final class IdempotentWrites {

  public static final String HEADER = "Idempotency-Key";
  private static final int MAX_KEY = 255;

  private final JsonMapper json;

  public IdempotentWrites(JsonMapper json) {
    this.json = json;
  }

  /**
   * Runs the effect in a transaction of the caller's tenant, once per key.
   *
   * @param body what the key is bound to; another body with it is answered 422
   * @throws ApiProblem what the effect throws; nothing is stored then
   */
  public ResponseEntity<Object> perform(
      Caller caller,
      HttpServletRequest request,
      @Nullable Object body,
      Database database,
      Function<JdbcClient, ResponseEntity<?>> effect) {
    String key = request.getHeader(HEADER);
    if (key == null) {
      return database.inTenant(caller.tenant(), sql -> copy(effect.apply(sql)));
    }
    checkKey(key);
    String route = request.getMethod() + " " + route(request);
    String hash = hash(request.getRequestURI(), body);
    return database.inTenant(
        caller.tenant(),
        sql -> {
          Row row = new Row(caller.tenant().value(), caller.user().value(), route, key);
          if (!claim(sql, database.schema(), row, hash)) {
            return replay(sql, database.schema(), row, hash);
          }
          ResponseEntity<Object> answer = copy(effect.apply(sql));
          store(sql, database.schema(), row, answer);
          return answer;
        });
  }

  /** Refuses a write without a key: money writes must have one. */
  public void requireKey(HttpServletRequest request) {
    if (request.getHeader(HEADER) == null) {
      throw ApiProblem.badRequest(
          "idempotency_key_required", "This write needs an Idempotency-Key header.");
    }
  }

  private static void checkKey(String key) {
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw ApiProblem.badRequest(
          "invalid_idempotency_key", "Idempotency-Key has 1 to " + MAX_KEY + " characters.");
    }
  }

  private static boolean claim(JdbcClient sql, String schema, Row row, String hash) {
    return sql.sql(
                """
                insert into %s.idempotency_key (tenant_id, principal, route, key, body_hash, status)
                values (:tenant, :principal, :route, :key, :hash, 0)
                on conflict do nothing
                """
                    .formatted(schema))
            .param("tenant", row.tenant())
            .param("principal", row.principal())
            .param("route", row.route())
            .param("key", row.key())
            .param("hash", hash)
            .update()
        == 1;
  }

  private ResponseEntity<Object> replay(JdbcClient sql, String schema, Row row, String hash) {
    Optional<Stored> stored =
        sql.sql(
                """
                select body_hash, status, answer
                from %s.idempotency_key
                where tenant_id = :tenant
                  and principal = :principal
                  and route = :route
                  and key = :key
                """
                    .formatted(schema))
            .param("tenant", row.tenant())
            .param("principal", row.principal())
            .param("route", row.route())
            .param("key", row.key())
            .query(
                (columns, n) ->
                    new Stored(
                        columns.getString("body_hash"),
                        columns.getInt("status"),
                        columns.getString("answer")))
            .optional();
    Stored first = stored.orElseThrow();
    if (!first.hash().equals(hash)) {
      throw ApiProblem.of(
          422,
          "idempotency_key_reused",
          "This Idempotency-Key was used with another request.",
          java.util.List.of());
    }
    return ResponseEntity.status(first.status())
        .header("Idempotency-Replayed", "true")
        .contentType(MediaType.APPLICATION_JSON)
        .body(first.answer() == null ? null : json.readTree(first.answer()));
  }

  private void store(JdbcClient sql, String schema, Row row, ResponseEntity<Object> answer) {
    Object body = answer.getBody();
    sql.sql(
            """
            update %s.idempotency_key
            set status = :status, answer = :answer
            where tenant_id = :tenant
              and principal = :principal
              and route = :route
              and key = :key
            """
                .formatted(schema))
        .param("status", answer.getStatusCode().value())
        .param("answer", body == null ? null : json.writeValueAsString(body))
        .param("tenant", row.tenant())
        .param("principal", row.principal())
        .param("route", row.route())
        .param("key", row.key())
        .update();
  }

  private String hash(String uri, @Nullable Object body) {
    try {
      byte[] content =
          (uri + "\n" + (body == null ? "" : json.writeValueAsString(body)))
              .getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String route(HttpServletRequest request) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return pattern == null ? request.getRequestURI() : pattern.toString();
  }

  private static ResponseEntity<Object> copy(ResponseEntity<?> answer) {
    return ResponseEntity.status(answer.getStatusCode())
        .headers(answer.getHeaders())
        .body(answer.getBody());
  }

  private record Row(String tenant, String principal, String route, String key) {}

  private record Stored(String hash, int status, @Nullable String answer) {}
}
