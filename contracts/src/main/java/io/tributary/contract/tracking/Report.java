package io.tributary.contract.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.contract.money.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a conversion was reported, beyond what identifies and values it.
 *
 * @param trust how far the reporter is believed
 * @param status what the reporter calls its state, as sent
 * @param items the parts of the order
 * @param parameters the advertiser's own, {@code adv1} to {@code adv5} and those of other systems
 * @param payout commission that the reporter sets; null unless it may
 * @param revenue what the reporter says is owed for it; null unless it may
 * @param emailHash keyed hash of the customer's normalised e-mail address
 * @param client the browser that reported it; null when a server did
 * @param dialect the system whose names the report used; null for this product's own
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Report(
    Trust trust,
    @Nullable String status,
    List<Item> items,
    Map<String, String> parameters,
    @Nullable Money payout,
    @Nullable Money revenue,
    @Nullable String emailHash,
    @Nullable Client client,
    @Nullable String dialect) {

  /** A server that showed its secret, and nothing else. */
  public static final Report PLAIN =
      new Report(Trust.HIGH, null, List.of(), Map.of(), null, null, null, null, null);

  public Report {
    trust = trust == null ? Trust.HIGH : trust;
    items = items == null ? List.of() : List.copyOf(items);
    parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
  }

  /** How far the reporter is believed. */
  public enum Trust {
    /** It showed a secret. */
    @JsonProperty("high")
    HIGH,
    /** It is a browser: what it reports is never approved by itself. */
    @JsonProperty("low")
    LOW
  }

  /** A part of an order; the price of one, not of all. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Item(
      String sku, @Nullable String category, int quantity, @Nullable Money unitPrice) {}
}
