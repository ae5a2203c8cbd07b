package io.tributary.notification.webhook;

import java.util.List;
import java.util.stream.Stream;

/** What endpoints can be told. */
public enum EventType {
  CONVERSION_CREATED("conversion.created"),
  COMMISSION_CREATED("commission.created"),
  COMMISSION_APPROVED("commission.approved"),
  COMMISSION_REJECTED("commission.rejected"),
  COMMISSION_PAID("commission.paid"),
  PAYOUT_CREATED("payout.created"),
  PAYOUT_PAID("payout.paid"),
  PAYOUT_FAILED("payout.failed");

  /** Goes to one endpoint on request, subscribed or not. */
  public static final String TEST = "webhook.test";

  /** All names. */
  public static final List<String> NAMES = Stream.of(values()).map(EventType::text).toList();

  private final String text;

  EventType(String text) {
    this.text = text;
  }

  /** Its name on the wire. */
  public String text() {
    return text;
  }
}
