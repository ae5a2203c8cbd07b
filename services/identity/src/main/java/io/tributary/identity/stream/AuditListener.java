package io.tributary.identity.stream;

import io.tributary.contract.audit.AuditRecorded;
import io.tributary.identity.store.AuditStore;
import io.tributary.platform.kafka.BatchHandler;
import io.tributary.platform.kafka.Received;
import java.util.List;

/** Takes what every service states on audit.events into the log. */
public final class AuditListener implements BatchHandler<AuditRecorded> {

  public static final String GROUP = "identity-audit";

  private final AuditStore entries;

  public AuditListener(AuditStore entries) {
    this.entries = entries;
  }

  @Override
  public void handle(List<Received<AuditRecorded>> batch) {
    entries.append(batch.stream().map(Received::value).toList());
  }
}
