package io.tributary.tracking.web;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.id.TenantId;
import io.tributary.tracking.event.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * Lets in servers that show a valid secret key with the scope for events, as often as the key may
 * be used, and answers the others.
 */
final class KeyAdmission {

  private final Keys keys;
  private final Gate gate;
  private final EventRecorder recorder;

  KeyAdmission(Keys keys, Gate gate, EventRecorder recorder) {
    this.keys = keys;
    this.gate = gate;
    this.recorder = recorder;
  }

  /** By the key shown as a bearer token; null when it was answered. */
  @Nullable ApiKeySnapshot bearer(Exchange exchange) {
    return admitted(exchange, keys.bearer(exchange));
  }

  /** By the key shown for Basic authentication or as a bearer token; null when it was answered. */
  @Nullable ApiKeySnapshot basicOrBearer(Exchange exchange) {
    return admitted(exchange, keys.basicOrBearer(exchange));
  }

  /** By the key of a text in the body, or of none; null when it was answered. */
  @Nullable ApiKeySnapshot inBody(Exchange exchange, @Nullable Object text) {
    return admitted(exchange, text instanceof String shown ? keys.valid(shown) : null);
  }

  private @Nullable ApiKeySnapshot admitted(Exchange exchange, @Nullable ApiKeySnapshot key) {
    if (key == null) {
      String detail = "The API key is missing or not valid.";
      recorder.refuse(exchange, null, 401, "invalid_api_key", detail, "");
      return null;
    }
    if (!key.scopes().contains(ApiKey.WRITE_EVENTS)) {
      TenantId tenant = key.tenantId();
      String detail = "The key has not the scope events.write.";
      recorder.refuse(exchange, tenant, 403, "missing_scope", detail, "");
      return null;
    }
    return gate.admits(exchange, key) ? key : null;
  }
}
