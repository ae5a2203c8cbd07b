package io.tributary.simulation.traffic;

import java.time.Instant;

/** Something that happened in the simulated past. Links and campaigns are indexes of the plan. */
public sealed interface SimulatedEvent {

  Instant at();

  /** Unique in its history. */
  String eventId();

  /** A click; {@code forged} ones are a machine's. */
  record Click(
      Instant at,
      String eventId,
      String visitorId,
      int link,
      String ip,
      String userAgent,
      String language,
      String source,
      boolean forged)
      implements SimulatedEvent {}

  /** An impression. */
  record Impression(
      Instant at,
      String eventId,
      String visitorId,
      int link,
      String ip,
      String userAgent,
      String language)
      implements SimulatedEvent {}

  /**
   * An order.
   *
   * @param clickEventId the visitor's last click before it
   * @param amount in minor units of the campaign's currency
   * @param repeat it was reported before, under another event id
   */
  record Conversion(
      Instant at,
      String eventId,
      String visitorId,
      String clickEventId,
      int campaign,
      String orderId,
      long amount,
      boolean repeat)
      implements SimulatedEvent {}

  /** Money back for an order, in part or whole. */
  record Refund(
      Instant at,
      String eventId,
      int campaign,
      String orderId,
      String refundId,
      long amount,
      String reason)
      implements SimulatedEvent {}
}
