package io.tributary.identity.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What only one process does at a time. */
final class Locks {

  private Locks() {}

  /** Waits for the lock, which the transaction's end releases. */
  static void take(JdbcClient sql, String name) {
    sql.sql("select pg_advisory_xact_lock(hashtext(:name))")
        .param("name", name)
        .query((row, n) -> true)
        .single();
  }
}
