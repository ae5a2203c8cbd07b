package io.tributary.payment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the payment service.
 *
 * @param poll how often it looks for transfers to carry out when nothing wakes it
 * @param concurrency requests to gateways at a time, per process
 * @param sandbox the sandbox gateway
 */
@ConfigurationProperties("tributary.payment")
record PaymentSettings(
    @DefaultValue("500ms") Duration poll,
    @DefaultValue("16") int concurrency,
    @DefaultValue Sandbox sandbox) {

  private static final int MOST_AT_ONCE = 256;

  PaymentSettings {
    if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          "tributary.payment.concurrency must be 1 to " + MOST_AT_ONCE);
    }
  }

  /**
   * The sandbox gateway.
   *
   * @param enabled whether payouts can go through it, and this process serves it
   * @param url base address of the process that serves it; without it, of this process
   * @param hookUrl base address that it calls; without it, of this process
   * @param secret what the keys of its accounts are made of, 32 characters or more; the same in
   *     every process
   * @param slow how long an account named {@code slow...} lets its payer wait
   */
  record Sandbox(
      @DefaultValue("true") boolean enabled,
      @Nullable String url,
      @Nullable String hookUrl,
      @Nullable String secret,
      @DefaultValue("25s") Duration slow) {

    @Override
    public String toString() {
      return "Sandbox[enabled=" + enabled + "]";
    }
  }
}
