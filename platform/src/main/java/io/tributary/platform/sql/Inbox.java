package io.tributary.platform.sql;

import io.tributary.contract.id.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
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

  /**
   * Marks the events as applied, in the caller's transaction.
   *
   * @return those that were not applied before, each once, by tenant and else in their order
   */
  public <E> SortedMap<TenantId, List<E>> claim(
      JdbcClient sql,
      String consumer,
      Collection<E> events,
      Function<E, String> idOf,
      Function<E, TenantId> tenantOf) {
    Map<String, E> byId = new LinkedHashMap<>();
    events.forEach(event -> byId.putIfAbsent(idOf.apply(event), event));
    Set<String> fresh = claim(sql, consumer, byId.keySet());
    SortedMap<TenantId, List<E>> byTenant = new TreeMap<>(Comparator.comparing(TenantId::value));
    byId.forEach(
        (id, event) -> {
          if (fresh.contains(id)) {
            byTenant.computeIfAbsent(tenantOf.apply(event), unused -> new ArrayList<>()).add(event);
          }
        });
    return byTenant;
  }
}
