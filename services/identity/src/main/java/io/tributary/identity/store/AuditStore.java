package io.tributary.identity.store;

import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** The log of who did what, append only; an event's id makes it appear once. */
@Component
public class AuditStore {

  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private final Database database;

  AuditStore(@Qualifier("identity.database") Database database) {
    this.database = database;
  }

  /** Stores the entries that are not stored yet, in one transaction. */
  public void append(Collection<AuditRecorded> entries) {
    database.inTransaction(
        sql -> {
          for (AuditRecorded entry : entries) {
            database.asTenant(sql, entry.tenantId());
            insert(sql, entry);
          }
          return entries.size();
        });
  }

  private static void insert(JdbcClient sql, AuditRecorded entry) {
    sql.sql(
            """
            insert into identity.audit_entry (tenant_id, event_id, actor, action, target, at, details)
            values (:tenant, :event, :actor, :action, :target, :at, cast(:details as jsonb))
            on conflict (tenant_id, event_id) do nothing
            """)
        .param("tenant", entry.tenantId().value())
        .param("event", entry.eventId())
        .param("actor", entry.actor())
        .param("action", entry.action())
        .param("target", entry.target())
        .param("at", Columns.time(entry.at()))
        .param("details", EventJson.mapper().writeValueAsString(entry.details()))
        .update();
  }

  /** The tenant's entries, newest first, with one row more than the page holds. */
  public List<AuditRow> list(TenantId tenant, PageQuery page) {
    long before = page.cursor() == null ? Long.MAX_VALUE : Cursors.number(page.cursor());
    return database.readInTenant(
        tenant,
        sql ->
            sql.sql(
                    """
                    select seq, event_id, tenant_id, actor, action, target, at, details
                    from identity.audit_entry
                    where seq < :before
                    order by seq desc
                    limit :limit
                    """)
                .param("before", before)
                .param("limit", page.limit() + 1)
                .query(
                    (row, n) ->
                        new AuditRow(
                            row.getLong("seq"),
                            new AuditRecorded(
                                row.getString("event_id"),
                                new TenantId(row.getString("tenant_id")),
                                row.getString("actor"),
                                row.getString("action"),
                                row.getString("target"),
                                Columns.time(row, "at"),
                                EventJson.mapper().readValue(row.getString("details"), DETAILS))))
                .list());
  }

  /** An entry and its place in the log. */
  public record AuditRow(long seq, AuditRecorded entry) {}
}
