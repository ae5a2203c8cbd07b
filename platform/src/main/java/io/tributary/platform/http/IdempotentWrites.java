package io.tributary.platform.http;

import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Sha256;
import io.tributary.platform.sql.Database;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes that may be repeated: an {@code Idempotency-Key} is stored with the answer in the
 * transaction of its effect, and its repeat gets the first answer, entity tag included.
 *
 * <p>A repeat that comes while the first is running waits for it, since both write the same row.
 */
public final class IdempotentWrites {

  public static final String HEADER = "Idempotency-Key";

  /** In the answer to a repeat. */
  public static final String REPLAYED = "Idempotency-Replayed";

  private final JsonMapper json;

  public IdempotentWrites(JsonMapper json) {
    this.json = json;
  }

  /**
   * Runs the effect in a transaction of the caller's tenant, once per key; the request of a repeat
   * ends here.
   *
   * @param body what the key is bound to; another body with it is answered 422
   * @throws ApiProblem what the effect throws; nothing is stored then
   */
  public <T> ResponseEntity<T> perform(
      Caller caller,
      IdempotencyKey key,
      @Nullable Object body,
      Database database,
      Function<JdbcClient, ResponseEntity<T>> effect) {
    return perform(caller, key, body, database, effect, UnaryOperator.identity());
  }

  /**
   * The same for an answer that is not stored as it is sent.
   *
   * @param shownOnce adds to the first answer what its repeat does not show, such as a secret
   */
  public <T> ResponseEntity<T> perform(
      Caller caller,
      IdempotencyKey key,
      @Nullable Object body,
      Database database,
      Function<JdbcClient, ResponseEntity<T>> effect,
      UnaryOperator<T> shownOnce) {
    ResponseEntity<T> stored =
        database.inTenant(
            caller.tenant(),
            sql -> {
              if (key.text() == null) {
                return effect.apply(sql);
              }
              Row row = row(caller, key, key.text());
              String hash = hash(key.uri(), body);
              if (!claim(sql, database.schema(), row, hash)) {
                throw given(sql, database.schema(), row, hash).orElseThrow();
              }
              ResponseEntity<T> answer = effect.apply(sql);
              store(sql, database.schema(), row, answer);
              return answer;
            });
    T content = stored.getBody();
    return content == null
        ? stored
        : ResponseEntity.status(stored.getStatusCode())
            .headers(stored.getHeaders())
            .body(shownOnce.apply(content));
  }

  /**
   * Goes on unless the request is a repeat, whose request ends here. To be called before checks
   * that the state of things can decide differently the second time, and that cannot stand in the
   * effect.
   */
  public void answerRepeat(
      Caller caller, IdempotencyKey key, @Nullable Object body, Database database) {
    String text = key.text();
    if (text != null) {
      database
          .inTenant(
              caller.tenant(),
              sql -> given(sql, database.schema(), row(caller, key, text), hash(key.uri(), body)))
          .ifPresent(
              given -> {
                throw given;
              });
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

  private static Optional<GivenAnswer> given(JdbcClient sql, String schema, Row row, String hash) {
    return sql.sql(
            """
            select body_hash, status, etag, answer
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
            (columns, n) -> {
              if (!columns.getString("body_hash").equals(hash)) {
                throw ApiProblem.of(
                    422,
                    "idempotency_key_reused",
                    "This Idempotency-Key was used with another request.",
                    List.of());
              }
              return new GivenAnswer(
                  columns.getInt("status"), columns.getString("etag"), columns.getString("answer"));
            })
        .optional();
  }

  private void store(JdbcClient sql, String schema, Row row, ResponseEntity<?> answer) {
    Object body = answer.getBody();
    sql.sql(
            """
            update %s.idempotency_key
            set status = :status, etag = :etag, answer = :answer
            where tenant_id = :tenant
              and principal = :principal
              and route = :route
              and key = :key
            """
                .formatted(schema))
        .param("status", answer.getStatusCode().value())
        .param("etag", answer.getHeaders().getETag())
        .param("answer", body == null ? null : json.writeValueAsString(body))
        .param("tenant", row.tenant())
        .param("principal", row.principal())
        .param("route", row.route())
        .param("key", row.key())
        .update();
  }

  private String hash(String uri, @Nullable Object body) {
    return Sha256.hex(uri + "\n" + (body == null ? "" : json.writeValueAsString(body)));
  }

  private static Row row(Caller caller, IdempotencyKey key, String text) {
    return new Row(caller.tenant().value(), caller.user().value(), key.route(), text);
  }

  private record Row(String tenant, String principal, String route, String key) {}
}
