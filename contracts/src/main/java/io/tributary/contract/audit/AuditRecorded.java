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

  private static final String PREFIX = "aud_";

  public AuditRecorded {
    details = Map.copyOf(details);
  }

  /** A new record; its id is made of the given ULID. */
  public static AuditRecorded of(
      String ulid,
      TenantId tenant,
      String actor,
      String action,
      String target,
      Instant at,
      Map<String, String> details) {
    return new AuditRecorded(PREFIX + ulid, tenant, actor, action, target, at, details);
  }
}
