package io.tributary.attribution.journey;

import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.rule.ConversionFacts;
import io.tributary.rule.TouchFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a campaign's rules are told. */
final class RuleFacts {

  private RuleFacts() {}

  static ConversionFacts of(ConversionReceived conversion, Journey journey, List<Earlier> before) {
    Instant first =
        before.stream()
            .map(Earlier::occurredAt)
            .min(Instant::compareTo)
            .orElse(conversion.occurredAt());
    if (!journey.isEmpty() && journey.touches().getFirst().occurredAt().isBefore(first)) {
      first = journey.touches().getFirst().occurredAt();
    }
    return new ConversionFacts(
        new ConversionFacts.Conversion(
            conversion.amount(),
            conversion.event(),
            conversion.coupon(),
            conversion.channel().name().toLowerCase(Locale.ROOT),
            Objects.requireNonNullElse(conversion.report().status(), "")),
        new ConversionFacts.Customer(
            before.size(), Duration.between(first, conversion.occurredAt())),
        new ConversionFacts.Journey(
            journey.touches().size(),
            (int) journey.touches().stream().filter(Touch::isClick).count()));
  }

  static List<TouchFacts> of(List<Touch> touches, ConversionReceived conversion, Journey journey) {
    List<TouchFacts> facts = new ArrayList<>(touches.size());
    for (Touch touch : touches) {
      Traffic traffic = touch.traffic();
      facts.add(
          new TouchFacts(
              touch.eventId(),
              touch.isClick() ? TouchFacts.Kind.CLICK : TouchFacts.Kind.IMPRESSION,
              touch.affiliateId(),
              touch.linkId(),
              Duration.between(touch.occurredAt(), conversion.occurredAt()),
              traffic.source(),
              traffic.subs(),
              traffic.adIds(),
              traffic.utmMedium(),
              traffic.score(),
              traffic.verdict().name().toLowerCase(Locale.ROOT),
              false,
              journey.touches().indexOf(touch) + 1,
              journey.touches().size()));
    }
    return facts;
  }
}
