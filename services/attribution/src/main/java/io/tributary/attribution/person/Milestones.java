package io.tributary.attribution.person;

import io.tributary.contract.id.CampaignId;
import io.tributary.contract.tracking.ConversionReceived;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * When somebody first had conversions.
 *
 * @param first by campaign id, a blank and the conversion's name
 */
public record Milestones(Map<String, Instant> first) {

  /** Names kept of one person; what comes beyond is no milestone. */
  static final int MAX = 50;

  public static final Milestones NONE = new Milestones(Map.of());

  public Milestones {
    first = Map.copyOf(first);
  }

  Milestones with(ConversionReceived report) {
    String key = report.campaignId().value() + ' ' + report.event();
    Instant known = first.get(key);
    boolean keeps = known == null ? first.size() >= MAX : !report.occurredAt().isBefore(known);
    if (keeps) {
      return this;
    }
    Map<String, Instant> more = new HashMap<>(first);
    more.put(key, report.occurredAt());
    return new Milestones(more);
  }

  /** Those of one campaign, by the conversion's name. */
  public Map<String, Instant> of(CampaignId campaign) {
    String prefix = campaign.value() + ' ';
    return first.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
  }
}
