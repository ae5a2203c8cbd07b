package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.money.Money;

/**
 * When a conversion earns, and how much.
 *
 * @param priority the highest that applies wins; ties by rule id
 * @param when a CEL expression of type bool
 */
public record CommissionRule(
    RuleId ruleId, int version, String name, int priority, String when, Effect then) {

  /** What the rule pays. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Percentage.class, name = "percentage"),
    @JsonSubTypes.Type(value = Flat.class, name = "flat"),
  })
  public sealed interface Effect permits Percentage, Flat {}

  /** A share of the amount, in parts per million: 10 % is 100,000. */
  public record Percentage(long ppm) implements Effect {}

  /** A fixed amount per conversion. */
  public record Flat(Money amount) implements Effect {}
}
