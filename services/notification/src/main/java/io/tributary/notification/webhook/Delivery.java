package io.tributary.notification.webhook;

import io.tributary.contract.id.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one endpoint.
 *
 * @param secret {@code whsec_} and base64
 * @param messageId the same on every try
 * @param tries made so far, the coming one included
 * @param failingSince when the endpoint's failures without a success began
 */
public record Delivery(
    TenantId tenantId,
    String id,
    String webhookId,
    String url,
    String secret,
    String messageId,
    String body,
    int tries,
    @Nullable Instant failingSince) {

  @Override
  public String toString() {
    return "Delivery " + id;
  }
}
