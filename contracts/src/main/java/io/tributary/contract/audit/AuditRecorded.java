package io.tributary.contract.audit;

import io.tributary.contract.id.TenantId;
import java.time.Instant;
import java.util.Map;

/**
 * Somebody did something that is worth remembering; keyed by tenant.
 *
 * @param actor a user or key id
 * @param action for example {@code campaign.activated}
 * @param target the id of what it was done to
 */
public record AuditRecorded(
    String eventId,
    TenantId tenantId,
    String actor,
    String action,
    String target,
    Instant at,
    Map<String, String> details) {

  public AuditRecorded {
    details = Map.copyOf(details);
  }
}
