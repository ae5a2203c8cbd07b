package io.tributary.notification.store;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.WebhookId;
import io.tributary.contract.json.EventJson;
import io.tributary.notification.webhook.Answer;
import io.tributary.notification.webhook.Delivery;
import io.tributary.notification.webhook.Endpoint;
import io.tributary.notification.webhook.Message;
import io.tributary.notification.webhook.Verdict;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.security.SecretBox;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Endpoints and what is delivered to them, in SQL. A worker leases what is due; whoever dies with a
 * lease leaves it to another, so a receiver may get a message twice, with the same id.
 */
public final class WebhookStore {

  /** Longer than one try can take. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  private static final String ENDPOINT =
      """
      select tenant_id, webhook_id, url, events, status, reason, created_at
      from notification.webhook_endpoint
      """;

  private final Database database;
  private final SecretBox box;
  private final IdSource ids;
  private final InstantSource clock;

  public WebhookStore(Database database, SecretBox box, IdSource ids, InstantSource clock) {
    this.database = database;
    this.box = box;
    this.ids = ids;
    this.clock = clock;
  }

  /** Adds an endpoint, in the caller's transaction. */
  public void insert(JdbcClient sql, Endpoint endpoint, String secret) {
    sql.sql(
            """
            insert into notification.webhook_endpoint (tenant_id, webhook_id, url, events, secret,
              status, created_at)
            values (:tenant, :id, :url, :events, :secret, 'active', :now)
            """)
        .param("tenant", endpoint.tenantId().value())
        .param("id", endpoint.id().value())
        .param("url", endpoint.url())
        .param("events", endpoint.events().toArray(String[]::new))
        .param(
            "secret",
            box.close(
                secret.getBytes(StandardCharsets.UTF_8),
                place(endpoint.tenantId().value(), endpoint.id().value())))
        .param("now", Columns.time(endpoint.createdAt()))
        .update();
  }

  public Optional<Endpoint> find(JdbcClient sql, WebhookId id) {
    return sql.sql(ENDPOINT + "where webhook_id = :id")
        .param("id", id.value())
        .query((row, n) -> endpoint(row))
        .optional();
  }

  /** The tenant's endpoints, oldest first, with one row more than the page holds. */
  public List<Endpoint> list(JdbcClient sql, PageQuery page) {
    return sql.sql(ENDPOINT + "where webhook_id > :after order by webhook_id limit :limit")
        .param("after", page.cursor() == null ? "" : page.cursor())
        .param("limit", page.limit() + 1)
        .query((row, n) -> endpoint(row))
        .list();
  }

  /** How many endpoints the tenant has. */
  public int count(JdbcClient sql) {
    return sql.sql("select count(*) from notification.webhook_endpoint")
        .query(Integer.class)
        .single();
  }

  /** Removes an endpoint and what was to be delivered to it; false when there is none. */
  public boolean delete(JdbcClient sql, WebhookId id) {
    return sql.sql("delete from notification.webhook_endpoint where webhook_id = :id")
            .param("id", id.value())
            .update()
        == 1;
  }

  /** Has a message delivered to every endpoint that asked for its type. */
  public void publish(JdbcClient sql, Message message) {
    List<String> endpoints =
        sql.sql(
                """
                select webhook_id
                from notification.webhook_endpoint
                where status = 'active'
                  and :type = any (events)
                """)
            .param("type", message.type())
            .query(String.class)
            .list();
    endpoints.forEach(endpoint -> enqueue(sql, endpoint, message));
  }

  /** Has a message delivered to one endpoint; the delivery's id. */
  public String enqueue(JdbcClient sql, String endpoint, Message message) {
    String id = "del_" + ids.next();
    String messageId = "msg_" + ids.next();
    sql.sql(
            """
            insert into notification.webhook_delivery (tenant_id, delivery_id, webhook_id, event_id,
              message_id, event, body, status, next_at, created_at)
            values (:tenant, :id, :webhook, :event_id, :message, :event, :body, 'pending', :now, :now)
            on conflict (tenant_id, webhook_id, event_id) do nothing
            """)
        .param("tenant", message.tenantId().value())
        .param("id", id)
        .param("webhook", endpoint)
        .param("event_id", message.eventId())
        .param("message", messageId)
        .param("event", message.type())
        .param("body", EventJson.mapper().writeValueAsString(message.envelope(messageId)))
        .param("now", Columns.time(clock.instant()))
        .update();
    return id;
  }

  /**
   * Leases deliveries that are due, of all tenants.
   *
   * @param busy endpoints that have enough in flight
   * @param perEndpoint at most
   */
  public List<Delivery> lease(Set<String> busy, int perEndpoint, int limit) {
    Instant now = clock.instant();
    return database.inTransaction(
        sql -> {
          List<String> tenants =
              sql.sql("select notification.tenants_with_due_delivery(:now)")
                  .param("now", Columns.time(now))
                  .query(String.class)
                  .list();
          List<Delivery> leased = new ArrayList<>();
          for (String tenant : tenants) {
            database.asTenant(sql, new TenantId(tenant));
            for (String endpoint : dueEndpoints(sql, now)) {
              int room = Math.min(perEndpoint, limit - leased.size());
              if (room > 0 && !busy.contains(endpoint)) {
                leased.addAll(lease(sql, endpoint, now, room));
              }
            }
          }
          return leased;
        });
  }

  private static List<String> dueEndpoints(JdbcClient sql, Instant now) {
    return sql.sql(
            """
            select webhook_id
            from notification.webhook_delivery
            where status = 'pending'
              and next_at <= :now
            group by webhook_id
            order by min(next_at)
            """)
        .param("now", Columns.time(now))
        .query(String.class)
        .list();
  }

  private List<Delivery> lease(JdbcClient sql, String endpoint, Instant now, int room) {
    return sql.sql(
            """
            update notification.webhook_delivery d
            set attempts = attempts + 1, next_at = :leased_until
            from notification.webhook_endpoint e
            where e.tenant_id = d.tenant_id
              and e.webhook_id = d.webhook_id
              and d.delivery_id in (
                select delivery_id
                from notification.webhook_delivery
                where webhook_id = :webhook
                  and status = 'pending'
                  and next_at <= :now
                order by next_at
                limit :room
                for update skip locked)
            returning d.tenant_id, d.delivery_id, d.webhook_id, d.message_id, d.body, d.attempts,
              e.url, e.secret, e.failing_since
            """)
        .param("leased_until", Columns.time(now.plus(LEASE)))
        .param("webhook", endpoint)
        .param("now", Columns.time(now))
        .param("room", room)
        .query((row, n) -> delivery(row))
        .list();
  }

  /** Stores what came of a try. */
  public void record(Delivery delivery, Answer answer, Verdict verdict) {
    Instant now = clock.instant();
    database.inTenant(
        delivery.tenantId(),
        sql -> {
          switch (verdict) {
            case Verdict.Delivered() -> {
              end(sql, delivery, answer, "delivered", now);
              failing(sql, delivery, null);
            }
            case Verdict.Retry(Duration delay) -> {
              retry(sql, delivery, answer, now.plus(delay));
              failing(sql, delivery, now);
            }
            case Verdict.GiveUp() -> {
              end(sql, delivery, answer, "failed", now);
              failing(sql, delivery, now);
            }
            case Verdict.Disable(String reason) -> {
              end(sql, delivery, answer, "failed", now);
              disable(sql, delivery, reason, now);
            }
          }
          return true;
        });
  }

  private static void end(
      JdbcClient sql, Delivery delivery, Answer answer, String status, Instant now) {
    sql.sql(
            """
            update notification.webhook_delivery
            set status = :status, last_status = :code, last_error = :error, ended_at = :now
            where delivery_id = :id
            """)
        .param("status", status)
        .param("code", code(answer))
        .param("error", error(answer))
        .param("now", Columns.time(now))
        .param("id", delivery.id())
        .update();
  }

  private static void retry(JdbcClient sql, Delivery delivery, Answer answer, Instant next) {
    sql.sql(
            """
            update notification.webhook_delivery
            set next_at = :next, last_status = :code, last_error = :error
            where delivery_id = :id
            """)
        .param("next", Columns.time(next))
        .param("code", code(answer))
        .param("error", error(answer))
        .param("id", delivery.id())
        .update();
  }

  /** A success forgets the failures; a failure begins them unless they have begun. */
  private static void failing(JdbcClient sql, Delivery delivery, @Nullable Instant since) {
    sql.sql(
            """
            update notification.webhook_endpoint
            set failing_since = case when cast(:since as timestamptz) is null then null
                                     else coalesce(failing_since, :since) end
            where webhook_id = :webhook
              and (failing_since is null) <> (cast(:since as timestamptz) is null)
            """)
        .param("since", Columns.timeOrNull(since))
        .param("webhook", delivery.webhookId())
        .update();
  }

  private static void disable(JdbcClient sql, Delivery delivery, String reason, Instant now) {
    sql.sql(
            """
            update notification.webhook_endpoint
            set status = 'disabled', reason = :reason
            where webhook_id = :webhook
            """)
        .param("reason", reason)
        .param("webhook", delivery.webhookId())
        .update();
    sql.sql(
            """
            update notification.webhook_delivery
            set status = 'failed', last_error = 'endpoint_disabled', ended_at = :now
            where webhook_id = :webhook
              and status = 'pending'
            """)
        .param("now", Columns.time(now))
        .param("webhook", delivery.webhookId())
        .update();
  }

  /** An endpoint's deliveries, newest first, with one row more than the page holds. */
  public List<DeliveryRow> deliveries(JdbcClient sql, WebhookId endpoint, PageQuery page) {
    return sql.sql(
            """
            select delivery_id, message_id, event, status, attempts, last_status, last_error,
                   created_at
            from notification.webhook_delivery
            where webhook_id = :webhook
              and (cast(:before as text) is null or delivery_id < :before)
            order by delivery_id desc
            limit :limit
            """)
        .param("webhook", endpoint.value())
        .param("before", page.cursor())
        .param("limit", page.limit() + 1)
        .query(
            (row, n) ->
                new DeliveryRow(
                    row.getString("delivery_id"),
                    row.getString("message_id"),
                    row.getString("event"),
                    row.getString("status"),
                    row.getInt("attempts"),
                    row.getObject("last_status", Integer.class),
                    row.getString("last_error"),
                    Columns.time(row, "created_at")))
        .list();
  }

  /** Deletes what ended long ago, of all tenants; the number of deliveries. */
  public long forget(Duration endedFor) {
    return database.inTransaction(
        sql ->
            sql.sql("select notification.forget_deliveries(:before)")
                .param("before", Columns.time(clock.instant().minus(endedFor)))
                .query(Long.class)
                .single());
  }

  private Delivery delivery(ResultSet row) throws SQLException {
    String tenant = row.getString("tenant_id");
    String endpoint = row.getString("webhook_id");
    return new Delivery(
        new TenantId(tenant),
        row.getString("delivery_id"),
        endpoint,
        row.getString("url"),
        new String(
            box.open(row.getBytes("secret"), place(tenant, endpoint)), StandardCharsets.UTF_8),
        row.getString("message_id"),
        row.getString("body"),
        row.getInt("attempts"),
        Columns.timeOrNull(row, "failing_since"));
  }

  private static Endpoint endpoint(ResultSet row) throws SQLException {
    return new Endpoint(
        new TenantId(row.getString("tenant_id")),
        new WebhookId(row.getString("webhook_id")),
        row.getString("url"),
        List.of((String[]) row.getArray("events").getArray()),
        row.getString("status"),
        row.getString("reason"),
        Columns.time(row, "created_at"));
  }

  private static @Nullable Integer code(Answer answer) {
    return answer instanceof Answer.Status status ? status.code() : null;
  }

  private static @Nullable String error(Answer answer) {
    return switch (answer) {
      case Answer.Status ignored -> null;
      case Answer.TimedOut() -> "timed_out";
      case Answer.Unreachable(String reason) -> reason;
    };
  }

  private static String place(String tenant, String endpoint) {
    return "notification.webhook_endpoint.secret/" + tenant + "/" + endpoint;
  }

  /** A delivery as the log shows it. */
  public record DeliveryRow(
      String id,
      String messageId,
      String event,
      String status,
      int attempts,
      @Nullable Integer lastStatus,
      @Nullable String lastError,
      Instant createdAt) {}
}
