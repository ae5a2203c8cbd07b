package io.tributary.payment.gateway;

import io.tributary.payment.transfer.GatewayOutcome;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Stripe-shaped answers mean. A word that no documentation lists is never a failure. */
final class StripeAnswers {

  private static final JsonMapper JSON = JsonMapper.shared();

  private StripeAnswers() {}

  /** The answer to a transfer that was sent, or read by its id. */
  static GatewayOutcome ofTransfer(int status, byte[] body) {
    JsonNode json = read(body);
    if (status == 200 && json != null) {
      String id = json.path("id").asString("");
      return json.path("object").asString("").equals("transfer") && !id.isEmpty()
          ? new GatewayOutcome.Settled(id)
          : new GatewayOutcome.Unknown("an answer that is no transfer");
    }
    return ofFailure(status, json);
  }

  /** The answer to a list of the transfers of a payout. */
  static GatewayOutcome ofList(int status, byte[] body, String payout) {
    JsonNode json = read(body);
    if (status == 200 && json != null && json.path("data").isArray()) {
      for (JsonNode one : json.path("data")) {
        if (one.path("transfer_group").asString("").equals(payout)) {
          return new GatewayOutcome.Settled(one.path("id").asString(""));
        }
      }
      return new GatewayOutcome.Absent();
    }
    // A look-up that is refused says nothing of the transfer.
    return new GatewayOutcome.Unknown("look-up answered " + status);
  }

  private static GatewayOutcome ofFailure(
      int status, @org.jspecify.annotations.Nullable JsonNode json) {
    if (json == null) {
      return new GatewayOutcome.Unknown("answer " + status + " cannot be read");
    }
    String type = json.path("error").path("type").asString("");
    String code = json.path("error").path("code").asString("");
    String message = json.path("error").path("message").asString("");
    if (status == 401 || status == 403) {
      return new GatewayOutcome.Credentials(message);
    }
    if (status != 400 && status != 402 && status != 404) {
      return new GatewayOutcome.Unknown("answer " + status);
    }
    if (type.isEmpty()) {
      return new GatewayOutcome.Unknown("answer " + status + " without an error");
    }
    if (type.equals("idempotency_error")) {
      return new GatewayOutcome.Unknown("the key was used with other bytes");
    }
    return switch (code) {
      case "balance_insufficient" -> new GatewayOutcome.NoFunds(message);
      case "lock_timeout", "rate_limit" -> new GatewayOutcome.Unknown(code);
      default -> new GatewayOutcome.Refused(code.isEmpty() ? type : code, message);
    };
  }

  private static @org.jspecify.annotations.Nullable JsonNode read(byte[] body) {
    try {
      JsonNode json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
      return json.isObject() ? json : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
