package io.tributary.benchmark;

import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Consent;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events as a shop's traffic has them. */
final class Samples {

  static final CampaignId CAMPAIGN = CampaignId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W1");
  static final TenantId TENANT = TenantId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W0");
  private static final CurrencyCode USD = new CurrencyCode("USD");
  private static final Instant AT = Instant.parse("2026-11-03T10:15:30.250Z");
  private static final String VISITOR = "v7Qm2ZxK9pTf4LwBv8RcYh1";

  private Samples() {}

  static Click click(int n) {
    return new Click(
        "evt-" + n,
        TENANT,
        VISITOR,
        AT.minus(Duration.ofHours(n + 1)),
        AT.minus(Duration.ofHours(n + 1)),
        "1kQ7Qm2ZxK9pTf4LwBv8RcYh1NjE6sUa" + n,
        LinkId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W" + n),
        CAMPAIGN,
        AffiliateId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W" + n),
        Map.of("sub1", "abc", "sub2", "newsletter"),
        "blog",
        null,
        Placement.NONE,
        new Client(
            "203.0.113.0",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
                + " Chrome/140.0.0.0 Safari/537.36",
            "en-US,en;q=0.8",
            "https://blog.example/post"),
        Consent.UNKNOWN,
        Judgement.NONE,
        false);
  }

  static ConversionReceived conversion() {
    return new ConversionReceived(
        "evt-c",
        TENANT,
        VISITOR,
        AT,
        AT,
        ConversionId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W4"),
        CAMPAIGN,
        "purchase",
        "order-1",
        new Money(10_001, USD),
        click(1).clickId(),
        null,
        null,
        ConversionReceived.Channel.POSTBACK,
        Report.PLAIN,
        false);
  }

  static CampaignSnapshot campaign(AttributionTerms.Model model) {
    return new CampaignSnapshot(
        CAMPAIGN,
        TENANT,
        AdvertiserId.of("01K9ZQ4T6R8XJ2M5N7P9S1V3W8"),
        "Spring",
        CampaignSnapshot.Status.ACTIVE,
        USD,
        "https://shop.example/landing",
        List.of("shop.example"),
        TrafficTerms.DEFAULT,
        new AttributionTerms(model, Duration.ofDays(30), Duration.ofDays(1)),
        Duration.ofDays(14),
        List.of(),
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        1,
        AT);
  }
}
