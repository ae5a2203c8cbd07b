package io.tributary.rule;

import io.tributary.contract.directory.AttributionRule.Effect;
import io.tributary.contract.directory.AttributionRule.Exclude;
import java.util.List;

/**
 * An attribution rule that many campaigns want, to begin with.
 *
 * @param id stays the same, so that a console can have words of its own for it
 * @param name what the rule is called
 * @param when a CEL expression of kind {@link RuleKind#ATTRIBUTION}
 */
public record RuleTemplate(String id, String name, String when, Effect then) {

  /** Affiliates do not earn from what they buy themselves. */
  public static final RuleTemplate SELF_REFERRAL =
      exclude("self_referral", "Self-referral", "touch.same_customer");

  /** Only new customers are paid for. */
  public static final RuleTemplate EXISTING_CUSTOMER =
      exclude("existing_customer", "Existing customer", "customer.known");

  /**
   * A click so shortly before a conversion did not bring the customer; 10 seconds to begin with.
   */
  public static final RuleTemplate MINIMUM_TIME =
      exclude("minimum_time", "Minimum time", "touch.kind == 'click' && touch.age_ms < 10000");

  /** Visits that were bought in a search engine do not count. */
  public static final RuleTemplate PAID_SEARCH =
      exclude("paid_search", "Paid search", "touch.paid_search");

  /** All there are. */
  public static final List<RuleTemplate> ALL =
      List.of(SELF_REFERRAL, EXISTING_CUSTOMER, MINIMUM_TIME, PAID_SEARCH);

  private static RuleTemplate exclude(String id, String name, String when) {
    return new RuleTemplate(id, name, when, new Exclude(id));
  }
}
