package io.tributary.notification.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.notification.store.WebhookStore;
import io.tributary.notification.webhook.Answer;
import io.tributary.notification.webhook.Delivery;
import io.tributary.notification.webhook.Verdict;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the messages that are due, each on its own thread: an endpoint that does not answer
 * keeps up its own messages, and those to {@link #PER_ENDPOINT} at most.
 */
public final class WebhookSending implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(WebhookSending.class);

  /** Messages in flight to one endpoint. */
  static final int PER_ENDPOINT = 5;

  /** Messages in flight in all. */
  static final int IN_FLIGHT = 60;

  private final WebhookStore webhooks;
  private final HttpChannel channel;
  private final InstantSource clock;
  private final DoubleSupplier chance;
  private final MeterRegistry metrics;
  private final Map<String, String> inFlight = new ConcurrentHashMap<>();

  public WebhookSending(
      WebhookStore webhooks,
      HttpChannel channel,
      InstantSource clock,
      DoubleSupplier chance,
      MeterRegistry metrics) {
    this.webhooks = webhooks;
    this.channel = channel;
    this.clock = clock;
    this.chance = chance;
    this.metrics = metrics;
  }

  @Override
  public void run() {
    int room = IN_FLIGHT - inFlight.size();
    if (room > 0) {
      webhooks.lease(busy(), PER_ENDPOINT, room).forEach(this::begin);
    }
  }

  /** Endpoints whose last lot is still on its way. */
  private Set<String> busy() {
    return inFlight.values().stream().collect(Collectors.toUnmodifiableSet());
  }

  private void begin(Delivery delivery) {
    inFlight.put(delivery.id(), delivery.webhookId());
    Thread.ofVirtual()
        .name("webhook-" + delivery.id())
        .start(
            () -> {
              try {
                deliver(delivery);
              } catch (RuntimeException e) {
                log.warn("delivery {} is tried again later: {}", delivery.id(), e.toString());
              } finally {
                inFlight.remove(delivery.id());
              }
            });
  }

  private void deliver(Delivery delivery) {
    Answer answer = channel.deliver(delivery);
    Verdict verdict =
        Verdict.of(
            answer,
            delivery.tries(),
            delivery.failingSince(),
            clock.instant(),
            chance.getAsDouble());
    webhooks.record(delivery, answer, verdict);
    Counter.builder("webhook_delivery_total")
        .description("Tries to deliver a webhook message")
        .tag("result", result(verdict))
        .register(metrics)
        .increment();
  }

  private static String result(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Delivered() -> "delivered";
      case Verdict.Retry ignored -> "retried";
      case Verdict.GiveUp() -> "gave_up";
      case Verdict.Disable ignored -> "disabled";
    };
  }
}
