package io.tributary.tracking.web;

/**
 * {@code GET /opt-out} and {@code GET /opt-in}: a visitor's word on being tracked, kept in a cookie
 * of its own.
 */
final class OptOutEndpoint {

  private final Visits visits;

  OptOutEndpoint(Visits visits) {
    this.visits = visits;
  }

  void handle(Exchange exchange, boolean out) {
    if (out) {
      visits.optOut(exchange);
      exchange.page(
          200,
          "You have opted out",
          "This browser is no longer recognised here. To change that, open /opt-in.");
    } else {
      visits.optIn(exchange);
      exchange.page(
          200, "You have opted in", "Your opt-out is removed. To opt out again, open /opt-out.");
    }
  }
}
