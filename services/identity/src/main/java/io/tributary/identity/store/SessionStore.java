package io.tributary.identity.store;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.identity.account.User;
import io.tributary.identity.session.RefreshToken;
import io.tributary.identity.session.Refreshed;
import io.tributary.identity.session.Session;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions and their refresh tokens in SQL; tokens are stored as hashes. */
public final class SessionStore {

  private final Database database;
  private final AuditTrail audit;
  private final IdSource ids;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Duration idle;
  private final Duration life;

  /**
   * A store of sessions.
   *
   * @param idle how long a session lasts without use
   * @param life how long it lasts at most
   */
  public SessionStore(
      Database database,
      AuditTrail audit,
      IdSource ids,
      InstantSource clock,
      SecureRandom random,
      Duration idle,
      Duration life) {
    this.database = database;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
    this.random = random;
    this.idle = idle;
    this.life = life;
  }

  /** Begins a session. */
  public RefreshToken open(User user) {
    String family = "ses_" + ids.next();
    Instant now = clock.instant();
    return database.inTenant(
        user.tenantId(),
        sql -> {
          sql.sql(
                  """
                  insert into identity.refresh_family (tenant_id, family_id, user_id, started_at,
                    used_at, ends_at)
                  values (:tenant, :family, :user, :now, :now, :end)
                  """)
              .param("tenant", user.tenantId().value())
              .param("family", family)
              .param("user", user.userId().value())
              .param("now", Columns.time(now))
              .param("end", Columns.time(now.plus(life)))
              .update();
          return issue(sql, user.tenantId(), family, now);
        });
  }

  /** Uses a token: it is replaced, or its session ends because it had been used before. */
  public Refreshed use(RefreshToken token) {
    return locked(token, this::use).orElseGet(Refreshed.Refused::new);
  }

  private Refreshed use(JdbcClient sql, Found found) {
    Instant now = clock.instant();
    Session session = found.session();
    return switch (session.judge(found.spent(), found.user().active(), now, idle)) {
      case OVER -> new Refreshed.Refused();
      case REUSED -> {
        revoke(sql, session.familyId(), "reused", now);
        User user = found.user();
        audit.record(
            sql,
            user.tenantId(),
            user.userId().value(),
            "session.refresh_reused",
            session.familyId(),
            Map.of());
        yield new Refreshed.Reused();
      }
      case ROTATE -> {
        spend(sql, found.token(), session.familyId(), now);
        yield new Refreshed.Rotated(
            found.user(),
            issue(sql, found.user().tenantId(), session.familyId(), now),
            session.startedAt());
      }
    };
  }

  /** Ends the session of a token, known or not. */
  public void close(RefreshToken token) {
    locked(
        token,
        (sql, found) -> {
          revoke(sql, found.session().familyId(), "signed_out", clock.instant());
          User user = found.user();
          audit.record(
              sql,
              user.tenantId(),
              user.userId().value(),
              "user.signed_out",
              found.session().familyId(),
              Map.of());
          return true;
        });
  }

  /** Ends all sessions of a user, in the caller's transaction. */
  public void closeAll(JdbcClient sql, UserId user, String because) {
    sql.sql(
            """
            update identity.refresh_family
            set revoked_at = :now, revoked_because = :because
            where user_id = :user
              and revoked_at is null
            """)
        .param("now", Columns.time(clock.instant()))
        .param("because", because)
        .param("user", user.value())
        .update();
  }

  /** Deletes what ended long ago, of all tenants; the number of sessions. */
  public long forget(Duration endedFor) {
    return database.inTransaction(
        sql ->
            sql.sql("select identity.forget_sessions(:before)")
                .param("before", Columns.time(clock.instant().minus(endedFor)))
                .query(Long.class)
                .single());
  }

  private <T> Optional<T> locked(RefreshToken token, BiFunction<JdbcClient, Found, T> work) {
    return database.inTransaction(
        sql ->
            sql.sql("select identity.tenant_of_refresh_token(:hash)")
                .param("hash", token.sha256())
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .flatMap(
                    tenant -> {
                      database.asTenant(sql, new TenantId(tenant));
                      return find(sql, token).map(found -> work.apply(sql, found));
                    }));
  }

  /** Locks the session first: of two uses of one token, the second sees it spent. */
  private static Optional<Found> find(JdbcClient sql, RefreshToken token) {
    return sql.sql(
            """
            select f.family_id
            from identity.refresh_token t
            join identity.refresh_family f
              on f.tenant_id = t.tenant_id and f.family_id = t.family_id
            where t.token_sha256 = :hash
            for update of f
            """)
        .param("hash", token.sha256())
        .query(String.class)
        .optional()
        .flatMap(family -> read(sql, token));
  }

  private static Optional<Found> read(JdbcClient sql, RefreshToken token) {
    return sql.sql(
            """
            select f.family_id, f.started_at, f.used_at, f.ends_at, f.revoked_at, t.spent_at,
                   u.tenant_id, u.user_id, u.email, u.name, u.roles, u.affiliate_id,
                   u.advertiser_id, u.active, u.created_at
            from identity.refresh_token t
            join identity.refresh_family f
              on f.tenant_id = t.tenant_id and f.family_id = t.family_id
            join identity.user_account u
              on u.tenant_id = f.tenant_id and u.user_id = f.user_id
            where t.token_sha256 = :hash
            """)
        .param("hash", token.sha256())
        .query(
            (row, n) ->
                new Found(
                    token,
                    Columns.timeOrNull(row, "spent_at"),
                    new Session(
                        row.getString("family_id"),
                        Columns.time(row, "started_at"),
                        Columns.time(row, "used_at"),
                        Columns.time(row, "ends_at"),
                        Columns.timeOrNull(row, "revoked_at")),
                    UserStore.user(row)))
        .optional();
  }

  private static void spend(JdbcClient sql, RefreshToken token, String family, Instant now) {
    sql.sql("update identity.refresh_token set spent_at = :now where token_sha256 = :hash")
        .param("now", Columns.time(now))
        .param("hash", token.sha256())
        .update();
    sql.sql("update identity.refresh_family set used_at = :now where family_id = :family")
        .param("now", Columns.time(now))
        .param("family", family)
        .update();
  }

  private RefreshToken issue(JdbcClient sql, TenantId tenant, String family, Instant now) {
    RefreshToken token = RefreshToken.random(random);
    sql.sql(
            """
            insert into identity.refresh_token (token_sha256, tenant_id, family_id, issued_at)
            values (:hash, :tenant, :family, :now)
            """)
        .param("hash", token.sha256())
        .param("tenant", tenant.value())
        .param("family", family)
        .param("now", Columns.time(now))
        .update();
    return token;
  }

  private static void revoke(JdbcClient sql, String family, String because, Instant now) {
    sql.sql(
            """
            update identity.refresh_family
            set revoked_at = :now, revoked_because = :because
            where family_id = :family
              and revoked_at is null
            """)
        .param("now", Columns.time(now))
        .param("because", because)
        .param("family", family)
        .update();
  }

  private record Found(RefreshToken token, @Nullable Instant spentAt, Session session, User user) {

    boolean spent() {
      return spentAt != null;
    }
  }
}
