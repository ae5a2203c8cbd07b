package io.tributary.simulation.programme;

import java.util.List;
import java.util.Map;

/**
 * A campaign of the demo programme, and how its visitors behave.
 *
 * @param advertiser index of the advertiser
 * @param model last, first or linear
 * @param hold ISO 8601
 * @param rules as the API takes them
 * @param popularity share of all journeys, relative to the other campaigns
 * @param conversionRate conversions per click
 * @param medianOrder in minor units
 * @param spread of the logarithm of order values
 */
public record CampaignPlan(
    int advertiser,
    String name,
    String currency,
    String model,
    String hold,
    String host,
    List<Map<String, Object>> rules,
    double popularity,
    double conversionRate,
    long medianOrder,
    double spread) {

  public CampaignPlan {
    rules = List.copyOf(rules);
  }

  static Map<String, Object> percentage(String name, int priority, String when, String percent) {
    return Map.of(
        "name",
        name,
        "priority",
        priority,
        "when",
        when,
        "then",
        Map.of("type", "percentage", "percent", percent));
  }

  static Map<String, Object> flat(String name, int priority, String when, long amount) {
    return Map.of(
        "name",
        name,
        "priority",
        priority,
        "when",
        when,
        "then",
        Map.of("type", "flat", "amount", amount));
  }
}
