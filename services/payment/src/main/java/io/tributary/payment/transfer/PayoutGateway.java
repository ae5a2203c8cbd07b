package io.tributary.payment.transfer;

import java.time.Duration;

/** A way to pay. */
public interface PayoutGateway {

  /** The name that payout profiles use. */
  String name();

  /** How long the gateway keeps an answer under its key: the same bytes may be sent again. */
  Duration idempotencyWindow();

  /** The bytes of a new attempt; they are stored and sent as they are, however often. */
  byte[] request(Order order, String key);

  /** Sends the frozen bytes once. Never throws for a provider's answer, never retries. */
  GatewayAnswer submit(Attempt attempt);

  /** Reads the truth by the provider's id, else by our key. */
  GatewayAnswer lookup(Attempt attempt);
}
