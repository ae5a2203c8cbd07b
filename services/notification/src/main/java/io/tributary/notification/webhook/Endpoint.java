package io.tributary.notification.webhook;

import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.WebhookId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant wants to be told, without its secret.
 *
 * @param events the types it asked for
 * @param status {@code active} or {@code disabled}
 * @param reason why it is disabled
 */
public record Endpoint(
    TenantId tenantId,
    WebhookId id,
    String url,
    List<String> events,
    String status,
    @Nullable String reason,
    Instant createdAt) {

  public Endpoint {
    events = List.copyOf(events);
  }
}
