package io.tributary.attribution.journey;

import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.tracking.ConversionReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Another conversion of the same person. */
public record Earlier(
    ConversionId conversionId, CampaignId campaignId, String event, Instant occurredAt) {

  /** Conversions kept of one person; of more the newest are forgotten, since firsts matter. */
  public static final int MAX = 50;

  /** The list with a conversion, each once. */
  public static List<Earlier> with(List<Earlier> known, ConversionReceived report) {
    boolean keeps =
        known.size() >= MAX
            || known.stream().anyMatch(one -> one.conversionId().equals(report.conversionId()));
    if (keeps) {
      return known;
    }
    List<Earlier> more = new ArrayList<>(known);
    more.add(
        new Earlier(
            report.conversionId(), report.campaignId(), report.event(), report.occurredAt()));
    return more;
  }

  /** Whether it came before that conversion, in the same campaign. */
  boolean isBefore(ConversionReceived report) {
    return campaignId.equals(report.campaignId())
        && !conversionId.equals(report.conversionId())
        && !occurredAt.isAfter(report.occurredAt());
  }
}
