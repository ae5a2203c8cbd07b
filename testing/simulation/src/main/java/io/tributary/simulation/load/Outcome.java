package io.tributary.simulation.load;

/** What became of an attempt. */
public sealed interface Outcome {

  /** The redirect came: the click is durable. */
  record ClickAcknowledged(String clickId) implements Outcome {}

  /** 200 came: the conversion is durable. */
  record ConversionAcknowledged(String conversionId, String orderId) implements Outcome {}

  /** An answer came that acknowledges nothing. */
  record Refused(int status, String body) implements Outcome {}

  /** No answer came; whether the event was recorded is open. */
  record Failed(String reason) implements Outcome {}
}
