package io.tributary.payment.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The gateways that are set up, by name. */
public final class Gateways {

  private final Map<String, PayoutGateway> byName;

  public Gateways(List<PayoutGateway> gateways) {
    this.byName =
        gateways.stream().collect(Collectors.toMap(PayoutGateway::name, Function.identity()));
  }

  public Optional<PayoutGateway> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The gateway of an attempt. */
  public PayoutGateway of(Attempt attempt) {
    return find(attempt.gateway())
        .orElseThrow(
            () -> new IllegalStateException("gateway " + attempt.gateway() + " is not set up"));
  }
}
