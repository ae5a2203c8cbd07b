package io.tributary.reporting.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tributary.contract.money.Money;
import io.tributary.platform.http.Words;
import io.tributary.reporting.live.LiveEvent;
import io.tributary.reporting.live.LiveTick;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The data of a {@code tick} event.
 *
 * @param clicksPerMinute the last 30 minutes, oldest first
 * @param conversionsPerMinute likewise
 * @param recent the last 20 events, newest first
 */
record LiveTickResponse(
    Instant asOf,
    List<Integer> clicksPerMinute,
    List<Integer> conversionsPerMinute,
    List<LiveEventResponse> recent) {

  LiveTickResponse {
    clicksPerMinute = List.copyOf(clicksPerMinute);
    conversionsPerMinute = List.copyOf(conversionsPerMinute);
    recent = List.copyOf(recent);
  }

  static LiveTickResponse of(LiveTick tick) {
    return new LiveTickResponse(
        tick.asOf(),
        tick.clicksPerMinute(),
        tick.conversionsPerMinute(),
        tick.recent().stream().map(LiveEventResponse::of).toList());
  }

  /**
   * One event.
   *
   * @param type click, impression or conversion
   * @param amount of a conversion, in minor units
   * @param status of a conversion: attributed or unattributed
   */
  record LiveEventResponse(
      @Words(LiveEvent.Kind.class) String type,
      Instant at,
      String campaignId,
      @Nullable String affiliateId,
      @Nullable Long amount,
      @Nullable String currency,
      @Schema(allowableValues = {"attributed", "unattributed"}) @Nullable String status) {

    static LiveEventResponse of(LiveEvent event) {
      Money amount = event.amount();
      return new LiveEventResponse(
          event.kind().name().toLowerCase(Locale.ROOT),
          event.at(),
          event.campaign().value(),
          event.affiliate() == null ? null : event.affiliate().value(),
          amount == null ? null : amount.minor(),
          amount == null ? null : amount.currency().value(),
          event.status());
    }
  }
}
