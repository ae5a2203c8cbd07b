package io.tributary.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.Judgement;
import io.tributary.contract.tracking.Placement;
import io.tributary.contract.tracking.Report;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.contract.tracking.Traits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written by hand is byte for byte what Jackson derives from the records. */
class TrackingEventJsonTest {

  private static final int ROUNDS = 3_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void generatedEventsAreWrittenAsJacksonWould() {
    for (int i = 0; i < ROUNDS; i++) {
      for (TrackingEvent event : List.of(click(), impression(), conversion())) {
        assertThat(new String(TrackingEventJson.write(event), StandardCharsets.UTF_8))
            .as("seed %d", seed)
            .isEqualTo(jackson(event));
      }
    }
  }

  @Test
  void everyEventIsWrittenAsJacksonWould() {
    assertThat(GoldenEvents.ALL.values())
        .filteredOn(TrackingEvent.class::isInstance)
        .hasSizeGreaterThan(6)
        .allSatisfy(
            event ->
                assertThat(new String(written(event), StandardCharsets.UTF_8))
                    .isEqualTo(jackson((TrackingEvent) event)));
  }

  @Test
  void everyCharacterIsWrittenAsJacksonWould() {
    for (int length = 0; length < 20; length++) {
      for (int c = 0; c < 0x800; c++) {
        String text = "x".repeat(length) + (char) c + "y".repeat(19 - length);
        Identity identity = new Identity(text);
        assertThat(new String(TrackingEventJson.write(identity.click()), StandardCharsets.UTF_8))
            .isEqualTo(jackson(identity.click()));
      }
    }
  }

  @Test
  void aLargeEventLeavesNoTraceInTheNext() {
    TrackingEvent small = new Identity("small").click();
    byte[] before = TrackingEventJson.write(small);
    assertThat(TrackingEventJson.write(new Identity("\n".repeat(100_000)).click()))
        .hasSizeGreaterThan(200_000);
    assertThat(TrackingEventJson.write(small)).isEqualTo(before);
  }

  private static byte[] written(Object event) {
    return TrackingEventJson.write((TrackingEvent) event);
  }

  private static String jackson(TrackingEvent event) {
    return EventJson.mapper().writerFor(TrackingEvent.class).writeValueAsString(event);
  }

  /** A click whose event id is a text. */
  private record Identity(String text) {

    Click click() {
      return new Click(
          text,
          new TenantId("ten_01K9ZQ4T6R8XJ2M5N7P9S1V3W0"),
          "v",
          Instant.EPOCH,
          Instant.EPOCH,
          "c",
          new LinkId("link_01K9ZQ4T6R8XJ2M5N7P9S1V3W3"),
          new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1"),
          new AffiliateId("aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2"),
          Map.of(),
          null,
          null,
          Placement.NONE,
          new Client(null, null, null, null),
          Consent.UNKNOWN,
          Judgement.NONE,
          false);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "2000-02-29T12:00:00.100Z",
        "2100-02-28T23:59:59.000001Z",
        "2100-03-01T00:00:00.000000001Z",
        "0000-01-01T00:00:00Z",
        "0000-02-29T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
        "-0001-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "2026-11-03T10:15:30.250Z",
      })
  void timesAreWrittenAsTheyAreRead(String text) {
    assertThat(InstantText.of(Instant.parse(text))).isEqualTo(Instant.parse(text).toString());
  }

  @Test
  void everyDayOfSomeCenturiesIsWrittenAsJavaWould() {
    Instant day = Instant.parse("1890-01-01T05:06:07.080Z");
    for (int i = 0; i < 160_000; i++) {
      Instant time = day.plusSeconds(86_400L * i);
      assertThat(InstantText.of(time)).isEqualTo(time.toString());
    }
  }

  private Click click() {
    return new Click(
        text(),
        new TenantId("ten_01K9ZQ4T6R8XJ2M5N7P9S1V3W0"),
        text(),
        time(),
        time(),
        text(),
        new LinkId("link_01K9ZQ4T6R8XJ2M5N7P9S1V3W3"),
        new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1"),
        new AffiliateId("aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2"),
        entries(),
        maybe(this::text),
        maybe(this::text),
        placement(),
        client(),
        one(Consent.values()),
        judgement(),
        random.nextBoolean());
  }

  private Impression impression() {
    return new Impression(
        text(),
        new TenantId("ten_01K9ZQ4T6R8XJ2M5N7P9S1V3W0"),
        text(),
        time(),
        time(),
        new LinkId("link_01K9ZQ4T6R8XJ2M5N7P9S1V3W3"),
        new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1"),
        new AffiliateId("aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2"),
        placement(),
        client(),
        one(Consent.values()),
        judgement(),
        random.nextBoolean());
  }

  private ConversionReceived conversion() {
    return new ConversionReceived(
        text(),
        new TenantId("ten_01K9ZQ4T6R8XJ2M5N7P9S1V3W0"),
        text(),
        time(),
        time(),
        new ConversionId("conv_01K9ZQ4T6R8XJ2M5N7P9S1V3W4"),
        new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1"),
        text(),
        maybe(this::text),
        money(),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        one(ConversionReceived.Channel.values()),
        report(),
        random.nextBoolean());
  }

  private Report report() {
    List<Report.Item> items = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      items.add(new Report.Item(text(), maybe(this::text), random.nextInt(3), maybe(this::money)));
    }
    return random.nextInt(4) == 0
        ? Report.PLAIN
        : new Report(
            one(Report.Trust.values()),
            maybe(this::text),
            items,
            entries(),
            maybe(this::money),
            maybe(this::money),
            maybe(this::text),
            maybe(this::client),
            maybe(this::text));
  }

  private Judgement judgement() {
    if (random.nextInt(4) == 0) {
      return Judgement.NONE;
    }
    List<Judgement.Signal> signals = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      signals.add(
          new Judgement.Signal(text(), random.nextInt(3) * 50, random.nextBoolean(), entries()));
    }
    return new Judgement(
        one(Judgement.TouchClass.values()),
        one(Judgement.Verdict.values()),
        maybe(this::text),
        random.nextInt(2) * 85,
        signals,
        random.nextBoolean() ? List.of() : List.of(text(), text()),
        maybe(this::text),
        maybe(this::text));
  }

  private Placement placement() {
    return random.nextInt(4) == 0
        ? Placement.NONE
        : new Placement(
            maybe(this::text),
            maybe(this::text),
            entries(),
            entries(),
            entries(),
            random.nextBoolean());
  }

  private Client client() {
    return new Client(
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(
            () ->
                new Traits(
                    maybe(this::text),
                    random.nextInt(2) * 64_500L,
                    maybe(this::text),
                    maybe(this::text),
                    maybe(this::text),
                    maybe(this::text),
                    random.nextInt(2) * 149)),
        maybe(this::text));
  }

  private Map<String, String> entries() {
    Map<String, String> entries = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.put(text(), text());
    }
    return entries;
  }

  private Money money() {
    return new Money(random.nextInt(3) * 1_234L - 1_234, new CurrencyCode("USD"));
  }

  private Instant time() {
    int[] fractions = {0, 250_000_000, 250_001_000, 1};
    return Instant.ofEpochSecond(
        random.nextLong(4_000_000_000L), fractions[random.nextInt(fractions.length)]);
  }

  private String text() {
    String[] texts = {"", "sub1", "a\"b\\c", "naïve", "\u0007\n", "\uD83D\uDE00", "x".repeat(70)};
    return texts[random.nextInt(texts.length)];
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
