package io.tributary.identity.store;

import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.sql.Database;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** States what was done, in the transaction that does it. */
@Component
public class AuditTrail {

  /** The actor of what no person did. */
  public static final String SYSTEM = "system";

  private final Database database;
  private final IdSource ids;
  private final InstantSource clock;

  AuditTrail(@Qualifier("identity.database") Database database, IdSource ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** Adds an entry to the caller's transaction. */
  public void record(
      JdbcClient sql,
      TenantId tenant,
      String actor,
      String action,
      String target,
      Map<String, String> details) {
    database
        .outbox()
        .append(
            sql,
            Topics.AUDIT_EVENTS,
            tenant.value(),
            AuditRecorded.of(ids.next(), tenant, actor, action, target, clock.instant(), details));
  }
}
