package io.tributary.platform.sql;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which events a consumer has applied already. */
public final class Inbox {

  private final String insert;

  Inbox(String schema) {
    this.insert =
        """
        insert into %s.inbox (consumer, event_id)
        select :consumer, id
        from unnest(cast(:ids as text[])) as id
        order by id
        on conflict do nothing
        returning event_id
        """
            .formatted(schema);
  }

  /**
   * Marks the events as applied, in the caller's transaction.
   *
   * @return those that were not applied before
   */
  public Set<String> claim(JdbcClient sql, String consumer, Collection<String> eventIds) {
    return new HashSet<>(
        sql.sql(insert)
            .param("consumer", consumer)
            .param("ids", eventIds.stream().distinct().toArray(String[]::new))
            .query(String.class)
            .list());
  }
}
