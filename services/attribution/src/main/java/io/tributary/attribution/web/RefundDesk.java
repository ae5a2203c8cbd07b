package io.tributary.attribution.web;

import io.tributary.attribution.store.StoredConversion;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.kafka.EventProducer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts refunds on the event log, where those of the edge stand too. */
@Component
final class RefundDesk {

  private static final Logger log = LoggerFactory.getLogger(RefundDesk.class);
  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(10);

  private final EventProducer producer;
  private final InstantSource clock;

  RefundDesk(EventProducer producer, InstantSource clock) {
    this.producer = producer;
    this.clock = clock;
  }

  /**
   * Checks a refund and returns when Kafka has it.
   *
   * @throws ApiProblem if the conversion cannot be refunded by that much, or Kafka does not answer
   */
  void take(TenantId tenant, StoredConversion conversion, RefundRequest refund) {
    check(conversion, refund);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    send(
        new RefundReceived(
            conversion.conversionId() + ":refund:" + refund.refundId(),
            tenant,
            conversion.visitorId(),
            now,
            now,
            conversion.conversionId(),
            refund.refundId(),
            new Money(refund.amount(), conversion.amount().currency()),
            refund.reason(),
            false));
  }

  private static void check(StoredConversion conversion, RefundRequest refund) {
    if (conversion.status().equals("rejected")) {
      throw ApiProblem.conflict(
          "not_refundable", "The conversion was rejected; there is nothing to take back.");
    }
    String currency = refund.currency();
    if (currency != null && !currency.equals(conversion.amount().currency().value())) {
      throw ApiProblem.unprocessable(
          "currency",
          "currency_mismatch",
          "the conversion is in " + conversion.amount().currency());
    }
    long remaining = Math.max(0, conversion.amount().minor()) - conversion.refunded();
    if (refund.amount() > remaining) {
      throw ApiProblem.unprocessable(
          "amount", "exceeds_remaining", "at most %d remains to be refunded".formatted(remaining));
    }
  }

  private void send(RefundReceived event) {
    try {
      producer
          .send(Topics.TRACKING_EVENTS, event.visitorId(), event)
          .get(ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("a refund could not be recorded: {}", e.toString());
      throw ApiProblem.unavailable("The refund could not be recorded; try again.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiProblem.unavailable("The refund could not be recorded; try again.");
    }
  }
}
