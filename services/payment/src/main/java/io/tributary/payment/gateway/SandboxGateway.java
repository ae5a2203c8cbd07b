package io.tributary.payment.gateway;

import io.tributary.payment.key.SandboxKeys;
import io.tributary.payment.transfer.Attempt;
import io.tributary.payment.transfer.GatewayAnswer;
import io.tributary.payment.transfer.Order;
import io.tributary.payment.transfer.PayoutGateway;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Pays through the sandbox gateway's Stripe-shaped transfers; the transfer is the payout. */
public final class SandboxGateway implements PayoutGateway {

  public static final String NAME = "sandbox";

  /** Keys may be pruned after 24 h. */
  private static final Duration WINDOW = Duration.ofHours(23);

  private final Supplier<String> address;
  private final SandboxKeys keys;
  private final HttpExchange exchange;

  /**
   * The gateway at an address.
   *
   * @param address base URL, asked for when it is needed
   */
  public SandboxGateway(Supplier<String> address, SandboxKeys keys) {
    this(address, keys, HttpExchange.READ);
  }

  SandboxGateway(Supplier<String> address, SandboxKeys keys, Duration read) {
    this.address = address;
    this.keys = keys;
    this.exchange = new HttpExchange(read);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration idempotencyWindow() {
    return WINDOW;
  }

  @Override
  public byte[] request(Order order, String key) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("amount", Long.toString(order.net().minor()));
    form.put("currency", order.net().currency().value().toLowerCase(Locale.ROOT));
    form.put("destination", order.account());
    form.put("transfer_group", order.payoutId().value());
    form.put("metadata[payout_id]", order.payoutId().value());
    form.put("metadata[attempt]", key);
    return form.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public GatewayAnswer submit(Attempt attempt) {
    return exchange.send(
        to(attempt, "/sandbox/stripe/v1/transfers")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Idempotency-Key", attempt.key())
            .POST(BodyPublishers.ofByteArray(attempt.request())),
        StripeAnswers::ofTransfer);
  }

  @Override
  public GatewayAnswer lookup(Attempt attempt) {
    if (attempt.reference() != null) {
      return exchange.send(
          to(attempt, "/sandbox/stripe/v1/transfers/" + encoded(attempt.reference())).GET(),
          StripeAnswers::ofTransfer);
    }
    String payout = attempt.payoutId().value();
    return exchange.send(
        to(attempt, "/sandbox/stripe/v1/transfers?transfer_group=" + encoded(payout)).GET(),
        (status, body) -> StripeAnswers.ofList(status, body, payout));
  }

  private HttpRequest.Builder to(Attempt attempt, String path) {
    return HttpRequest.newBuilder(URI.create(address.get() + path))
        .header("Authorization", "Bearer " + keys.apiKey(attempt.tenant()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
