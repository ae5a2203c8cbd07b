package io.tributary.notification.store;

import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.WebhookId;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.security.Caller;
import io.tributary.platform.sql.Database;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** States who changed an endpoint, in the transaction that changes it. */
@Component
public class AuditTrail {

  private final Database database;
  private final IdSource ids;
  private final InstantSource clock;

  AuditTrail(
      @Qualifier("notification.database") Database database, IdSource ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /** Adds an entry to the caller's transaction. */
  public void record(
      JdbcClient sql, Caller caller, String action, WebhookId target, Map<String, String> details) {
    database
        .outbox()
        .append(
            sql,
            Topics.AUDIT_EVENTS,
            caller.tenant().value(),
            AuditRecorded.of(
                ids.next(),
                caller.tenant(),
                caller.user().value(),
                action,
                target.value(),
                clock.instant(),
                details));
  }
}
