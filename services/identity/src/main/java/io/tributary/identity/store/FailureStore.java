package io.tributary.identity.store;

import io.tributary.identity.account.BackOff;
import io.tributary.identity.account.SignInFailures;
import io.tributary.platform.security.Sha256;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The back-off of addresses in SQL, so that all processes share it. */
@Component
public class FailureStore implements SignInFailures {

  private final Database database;
  private final InstantSource clock;

  FailureStore(@Qualifier("identity.database") Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public BackOff of(String email) {
    return database.inTransaction(sql -> read(sql, Sha256.of(email))).orElse(BackOff.NONE);
  }

  @Override
  public BackOff count(String email) {
    byte[] hash = Sha256.of(email);
    return database.inTransaction(
        sql -> {
          // Failures of one address that come together wait for each other here.
          sql.sql("select pg_advisory_xact_lock(hashtext(encode(:hash, 'hex')))")
              .param("hash", hash)
              .query((row, n) -> true)
              .single();
          BackOff next = read(sql, hash).orElse(BackOff.NONE).afterFailure(clock.instant());
          sql.sql(
                  """
                  insert into identity.sign_in_failure (email_sha256, failures, last_at, blocked_until)
                  values (:hash, :failures, :last_at, :blocked_until)
                  on conflict (email_sha256) do update
                  set failures = excluded.failures,
                      last_at = excluded.last_at,
                      blocked_until = excluded.blocked_until
                  """)
              .param("hash", hash)
              .param("failures", next.failures())
              .param("last_at", Columns.time(next.lastAt()))
              .param("blocked_until", Columns.time(next.blockedUntil()))
              .update();
          return next;
        });
  }

  @Override
  public void clear(String email) {
    database.inTransaction(
        sql ->
            sql.sql("delete from identity.sign_in_failure where email_sha256 = :hash")
                .param("hash", Sha256.of(email))
                .update());
  }

  /** Deletes what no longer counts. */
  public long forget(Duration olderThan) {
    return database.inTransaction(
        sql ->
            (long)
                sql.sql("delete from identity.sign_in_failure where last_at < :before")
                    .param("before", Columns.time(clock.instant().minus(olderThan)))
                    .update());
  }

  private static Optional<BackOff> read(JdbcClient sql, byte[] hash) {
    return sql.sql(
            """
            select failures, last_at, blocked_until
            from identity.sign_in_failure
            where email_sha256 = :hash
            """)
        .param("hash", hash)
        .query(
            (row, n) ->
                new BackOff(
                    row.getInt("failures"),
                    Columns.time(row, "last_at"),
                    Columns.time(row, "blocked_until")))
        .optional();
  }
}
