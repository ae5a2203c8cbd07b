package io.tributary.payment.sandbox;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.security.Sha256;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox's own books: requests by key with their first answers, and movements that are only
 * ever added to. The independent record that the product's ledger is compared with.
 */
public final class SandboxBooks {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;
  private final IdSource ids;
  private final InstantSource clock;

  public SandboxBooks(Database database, IdSource ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** An answer, and how it is to be given. */
  record Answer(int status, String body, Behaviour behaviour, @Nullable String created) {}

  /** Money that moved. */
  public record Movement(
      String id,
      long amount,
      String currency,
      String destination,
      @Nullable String transferGroup,
      Instant createdAt) {}

  /** Moves money once per key; a repeat gets the first answer, other parameters an error. */
  Answer transfer(TenantId account, String key, Map<String, String> form) {
    String problem = problem(form);
    if (problem != null) {
      return error(400, "invalid_request_error", "parameter_invalid", problem, Behaviour.OK);
    }
    String destination = form.getOrDefault("destination", "");
    Behaviour behaviour = Behaviour.of(destination);
    if (behaviour == Behaviour.LOST_REQUEST) {
      return new Answer(0, "", behaviour, null);
    }
    if (behaviour == Behaviour.BAD_CREDENTIALS) {
      return error(401, "invalid_request_error", "", "Invalid API Key provided", behaviour);
    }
    byte[] parameters = digest(form);
    return database.inTenant(
        account,
        sql -> {
          Answer first = stored(sql, key, parameters);
          if (first != null) {
            return first;
          }
          if (!claim(sql, account, key, parameters, behaviour)) {
            Answer meanwhile = stored(sql, key, parameters);
            return meanwhile == null
                ? error(409, "api_error", "lock_timeout", "still running", behaviour)
                : meanwhile;
          }
          Answer answer = execute(sql, account, form, destination, behaviour);
          sql.sql(
                  """
                  update sandbox.request
                  set status = :status,
                      body = :body
                  where idem_key = :key
                  """)
              .param("status", answer.status())
              .param("body", answer.body())
              .param("key", key)
              .update();
          return answer;
        });
  }

  private Answer execute(
      JdbcClient sql,
      TenantId account,
      Map<String, String> form,
      String destination,
      Behaviour behaviour) {
    if (behaviour == Behaviour.REFUSE) {
      String code = Behaviour.refusalCode(destination);
      return error(
          400,
          "invalid_request_error",
          code == null ? "account_invalid" : code,
          "No such destination: '" + destination + "'",
          behaviour);
    }
    if (behaviour == Behaviour.NO_FUNDS) {
      return error(
          400,
          "invalid_request_error",
          "balance_insufficient",
          "You have insufficient available funds in your account.",
          behaviour);
    }
    Movement movement =
        new Movement(
            "tr_" + ids.next(),
            Long.parseLong(form.getOrDefault("amount", "0")),
            form.getOrDefault("currency", "").toUpperCase(Locale.ROOT),
            destination,
            form.get("transfer_group"),
            clock.instant());
    Map<String, String> metadata = metadata(form);
    sql.sql(
            """
            insert into sandbox.movement
              (tenant_id, id, amount, currency, destination, transfer_group, metadata, created_at)
            values (:tenant, :id, :amount, :currency, :destination, :group, :metadata, :at)
            """)
        .param("tenant", account.value())
        .param("id", movement.id())
        .param("amount", movement.amount())
        .param("currency", movement.currency())
        .param("destination", movement.destination())
        .param("group", movement.transferGroup())
        .param("metadata", JSON.writeValueAsString(metadata))
        .param("at", Columns.time(movement.createdAt()))
        .update();
    if (behaviour == Behaviour.ERROR_500_SAVED) {
      Answer failure = error(500, "api_error", "", "An unknown error occurred", behaviour);
      return new Answer(500, failure.body(), behaviour, movement.id());
    }
    if (behaviour == Behaviour.GARBAGE) {
      return new Answer(200, "{\"id\":\"" + movement.id(), behaviour, movement.id());
    }
    return new Answer(
        200, JSON.writeValueAsString(json(movement, metadata)), behaviour, movement.id());
  }

  /** The transfer of this id as Stripe shows it. */
  Answer read(TenantId account, String id) {
    return database.readInTenant(
        account,
        sql ->
            movements(sql, "where id = :value", id).stream()
                .findFirst()
                .map(
                    movement ->
                        new Answer(
                            200,
                            JSON.writeValueAsString(json(movement, Map.of())),
                            Behaviour.OK,
                            null))
                .orElseGet(
                    () ->
                        error(
                            404,
                            "invalid_request_error",
                            "resource_missing",
                            "No such transfer: '" + id + "'",
                            Behaviour.OK)));
  }

  /** The transfers of a group as Stripe lists them. */
  Answer list(TenantId account, String group) {
    return database.readInTenant(
        account,
        sql ->
            new Answer(
                200,
                JSON.writeValueAsString(
                    Map.of(
                        "object",
                        "list",
                        "has_more",
                        false,
                        "url",
                        "/v1/transfers",
                        "data",
                        movements(sql, "where transfer_group = :value", group).stream()
                            .map(movement -> json(movement, Map.of()))
                            .toList())),
                Behaviour.OK,
                null));
  }

  /** All money that moved on an account, oldest first. */
  public List<Movement> movements(TenantId account) {
    return database.readInTenant(account, sql -> movements(sql, "where :value = :value", ""));
  }

  static Answer error(int status, String type, String code, String message, Behaviour behaviour) {
    Map<String, String> error = new LinkedHashMap<>();
    error.put("type", type);
    if (!code.isEmpty()) {
      error.put("code", code);
    }
    error.put("message", message);
    return new Answer(status, JSON.writeValueAsString(Map.of("error", error)), behaviour, null);
  }

  private static @Nullable String problem(Map<String, String> form) {
    if (!form.getOrDefault("amount", "").matches("[1-9][0-9]{0,17}")) {
      return "Invalid integer: amount";
    }
    if (!form.getOrDefault("currency", "").matches("[a-z]{3}")) {
      return "Invalid currency";
    }
    return form.getOrDefault("destination", "").isBlank()
        ? "Missing required param: destination"
        : null;
  }

  private @Nullable Answer stored(JdbcClient sql, String key, byte[] parameters) {
    Optional<Stored> stored =
        sql.sql(
                """
                select parameters, status, body, behaviour
                from sandbox.request
                where idem_key = :key
                """)
            .param("key", key)
            .query(
                (row, n) ->
                    new Stored(
                        row.getBytes("parameters"),
                        row.getInt("status"),
                        row.getString("body"),
                        Behaviour.valueOf(row.getString("behaviour"))))
            .optional();
    if (stored.isEmpty()) {
      return null;
    }
    Stored first = stored.get();
    if (!Arrays.equals(first.parameters(), parameters)) {
      return error(
          400,
          "idempotency_error",
          "",
          "Keys for idempotent requests can only be used with the same parameters they were first"
              + " used with.",
          Behaviour.OK);
    }
    // Faults of the connection happen once; what was stored is replayed.
    return new Answer(first.status(), first.body(), Behaviour.OK, null);
  }

  private boolean claim(
      JdbcClient sql, TenantId account, String key, byte[] parameters, Behaviour behaviour) {
    return sql.sql(
                """
                insert into sandbox.request
                  (tenant_id, idem_key, parameters, status, body, behaviour, created_at)
                values (:tenant, :key, :parameters, 0, '', :behaviour, :at)
                on conflict do nothing
                """)
            .param("tenant", account.value())
            .param("key", key)
            .param("parameters", parameters)
            .param("behaviour", behaviour.name())
            .param("at", Columns.time(clock.instant()))
            .update()
        == 1;
  }

  private static List<Movement> movements(JdbcClient sql, String where, String value) {
    return sql.sql(
            """
            select id, amount, currency, destination, transfer_group, created_at
            from sandbox.movement
            """
                + where
                + " order by seq")
        .param("value", value)
        .query(
            (row, n) ->
                new Movement(
                    row.getString("id"),
                    row.getLong("amount"),
                    row.getString("currency"),
                    row.getString("destination"),
                    row.getString("transfer_group"),
                    Columns.time(row, "created_at")))
        .list();
  }

  private static Map<String, Object> json(Movement movement, Map<String, String> metadata) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", movement.id());
    json.put("object", "transfer");
    json.put("amount", movement.amount());
    json.put("amount_reversed", 0);
    json.put("created", movement.createdAt().getEpochSecond());
    json.put("currency", movement.currency().toLowerCase(Locale.ROOT));
    json.put("destination", movement.destination());
    json.put("livemode", false);
    json.put("metadata", metadata);
    json.put("reversed", false);
    json.put("transfer_group", movement.transferGroup());
    return json;
  }

  private static Map<String, String> metadata(Map<String, String> form) {
    Map<String, String> metadata = new TreeMap<>();
    form.forEach(
        (name, value) -> {
          if (name.startsWith("metadata[") && name.endsWith("]")) {
            metadata.put(name.substring("metadata[".length(), name.length() - 1), value);
          }
        });
    return metadata;
  }

  private static byte[] digest(Map<String, String> form) {
    return Sha256.of(JSON.writeValueAsString(new TreeMap<>(form)));
  }

  @SuppressWarnings("ArrayRecordComponent") // Only carried from the query to the comparison.
  private record Stored(byte[] parameters, int status, String body, Behaviour behaviour) {}
}
