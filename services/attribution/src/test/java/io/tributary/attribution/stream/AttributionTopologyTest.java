package io.tributary.attribution.stream;

import static io.tributary.attribution.testing.Events.NOON;
import static io.tributary.attribution.testing.Events.VISITOR;
import static io.tributary.attribution.testing.Events.affiliate;
import static io.tributary.attribution.testing.Events.campaign;
import static io.tributary.attribution.testing.Events.click;
import static io.tributary.attribution.testing.Events.conversion;
import static io.tributary.attribution.testing.Events.conversionId;
import static io.tributary.attribution.testing.Events.impression;
import static io.tributary.attribution.testing.Events.refund;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.attribution.journey.Programme.Partnership;
import io.tributary.attribution.journey.Retention;
import io.tributary.attribution.testing.KnownProgramme;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.TrackingEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributionTopologyTest {

  private static final WaitLimits LIMITS =
      new WaitLimits(Duration.ofSeconds(30), Duration.ofMinutes(5));
  private static final CampaignSnapshot SPRING =
      campaign(Model.LAST_CLICK, Duration.ofDays(30), Duration.ofDays(1));

  private final KnownProgramme programme = new KnownProgramme(SPRING);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private @TempDir Path stateDir;
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> events;
  private TestOutputTopic<String, Decision> decisions;
  private TestOutputTopic<String, byte[]> dead;

  @BeforeEach
  void start() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, AttributionStreams.APPLICATION_ID);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
    config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
    driver =
        new TopologyTestDriver(
            AttributionTopology.build(
                programme,
                new Retention(Duration.ofDays(90)),
                LIMITS,
                Duration.ofDays(400),
                new DecisionMeters(metrics, () -> NOON.plusSeconds(1))),
            config,
            NOON);
    events =
        driver.createInputTopic(
            Topics.TRACKING_EVENTS.name(), new StringSerializer(), new ByteArraySerializer());
    decisions =
        driver.createOutputTopic(
            Topics.ATTRIBUTION_DECISIONS.name(),
            new StringDeserializer(),
            new JsonSerde<>(Decision.class).deserializer());
    dead =
        driver.createOutputTopic(
            Topics.TRACKING_EVENTS.deadLetterName(),
            new StringDeserializer(),
            new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void aClickThenAConversionIsAttributedUnderTheConversionsId() {
    send(click('a', NOON, "click-1"), conversion("e1", NOON.plusSeconds(5), 100, "click-1"));
    var record = decisions.readKeyValue();
    assertThat(record.key).isEqualTo(conversionId('z').value());
    Attributed decision = (Attributed) record.value;
    assertThat(decision.revision()).isEqualTo(1);
    assertThat(decision.credits())
        .singleElement()
        .satisfies(
            credit -> {
              assertThat(credit.affiliateId()).isEqualTo(affiliate('a'));
              assertThat(credit.clickId()).isEqualTo("click-1");
            });
    assertThat(decision.trace()).isNotEmpty();
    assertThat(decisions.isEmpty()).isTrue();
    assertThat(metrics.counter("attribution_decisions_total", "kind", "attributed").count())
        .isEqualTo(1);
  }

  @Test
  void aRepeatIsADuplicateAndAnotherAmountANewRevision() {
    send(
        click('a', NOON),
        conversion("e1", NOON.plusSeconds(5), 100, null),
        conversion("e2", NOON.plusSeconds(6), 100, null),
        conversion("e3", NOON.plusSeconds(7), 80, null));
    assertThat(decisions.readValuesToList())
        .hasExactlyElementsOfTypes(
            Attributed.class, Duplicate.class, Superseded.class, Attributed.class);
  }

  @Test
  void aRefundThatComesBeforeItsConversionWaitsForIt() {
    send(refund("r1", NOON, 30));
    assertThat(decisions.isEmpty()).isTrue();
    send(click('a', NOON), conversion("e1", NOON.plusSeconds(5), 100, null));
    List<Decision> told = decisions.readValuesToList();
    assertThat(told).hasExactlyElementsOfTypes(Attributed.class, Refunded.class);
    assertThat(((Refunded) told.getLast()).refundedSoFar().minor()).isEqualTo(30);
    send(refund("r1", NOON, 30));
    assertThat(decisions.isEmpty()).isTrue();
  }

  @Test
  void aConversionWaitsForItsCampaignAndIsDecidedWhenTheDirectoryKnowsIt() {
    programme.campaign = null;
    send(click('a', NOON), conversion("e1", NOON.plusSeconds(5), 100, null));
    driver.advanceWallClockTime(Duration.ofSeconds(10));
    assertThat(decisions.isEmpty()).isTrue();
    programme.campaign = SPRING;
    driver.advanceWallClockTime(Duration.ofMillis(200));
    assertThat(decisions.readValue()).isInstanceOf(Attributed.class);
    driver.advanceWallClockTime(Duration.ofMinutes(10));
    assertThat(decisions.isEmpty()).isTrue();
  }

  @Test
  void aCampaignThatStaysUnknownRejectsTheConversionAfterFiveMinutes() {
    programme.campaign = null;
    send(conversion("e1", NOON, 100, null));
    driver.advanceWallClockTime(Duration.ofMinutes(5).minusMillis(200));
    assertThat(decisions.isEmpty()).isTrue();
    driver.advanceWallClockTime(Duration.ofMillis(200));
    assertThat(((Rejected) decisions.readValue()).reason()).isEqualTo("unknown_campaign");
  }

  @Test
  void aConversionWaitsForTheApprovalOfItsAffiliateToBeTold() {
    programme.partners.put(affiliate('a'), Partnership.UNKNOWN);
    send(click('a', NOON), conversion("e1", NOON.plusSeconds(5), 100, null));
    assertThat(decisions.isEmpty()).isTrue();
    programme.partners.put(affiliate('a'), Partnership.APPROVED);
    driver.advanceWallClockTime(Duration.ofMillis(200));
    assertThat(decisions.readValue()).isInstanceOf(Attributed.class);
  }

  @Test
  void aConversionThatComesBeforeItsClickIsDecidedWhenTheClickArrives() {
    send(conversion("e1", NOON.plusSeconds(5), 100, "click-1"));
    send(impression('b', NOON.plusSeconds(1)));
    assertThat(decisions.isEmpty()).isTrue();
    send(click('a', NOON, "click-1"));
    Attributed decision = (Attributed) decisions.readValue();
    assertThat(decision.credits().getFirst().affiliateId()).isEqualTo(affiliate('a'));
  }

  @Test
  void aClickThatNeverArrivesIsWaitedForByTheClock() {
    send(conversion("e1", NOON, 100, "click-1"));
    driver.advanceWallClockTime(LIMITS.click().minusMillis(200));
    assertThat(decisions.isEmpty()).isTrue();
    driver.advanceWallClockTime(Duration.ofMillis(200));
    assertThat(decisions.readValue()).isInstanceOf(Unattributed.class);
  }

  @Test
  void aClickThatNeverArrivesIsWaitedForByTheTimesOfTheLog() {
    send(conversion("e1", NOON, 100, "click-1"));
    send(click('b', NOON.plus(LIMITS.click()), "click-2"));
    assertThat(decisions.isEmpty()).isTrue();
    send(click('c', NOON.plus(LIMITS.click()).plusMillis(1), "click-3"));
    assertThat(decisions.readValue()).isInstanceOf(Unattributed.class);
  }

  @Test
  void whatCannotBeReadOrProcessedGoesToTheDeadLettersAndTheNextRecordIsProcessed() {
    byte[] nonsense = "{not json".getBytes(StandardCharsets.UTF_8);
    events.pipeInput(VISITOR, nonsense);
    send(conversion("e1", NOON, 100, null));
    send(inEuros());
    send(refund("r2", NOON, 10));
    assertThat(decisions.readValuesToList())
        .hasExactlyElementsOfTypes(Unattributed.class, Refunded.class);
    var letters = dead.readRecordsToList();
    assertThat(letters).hasSize(2).allMatch(letter -> letter.key().equals(VISITOR));
    assertThat(letters.getFirst().value()).isEqualTo(nonsense);
    assertThat(EventJson.mapper().readValue(letters.getLast().value(), TrackingEvent.class))
        .isEqualTo(inEuros());
    assertThat(new String(header(letters.getLast()), StandardCharsets.UTF_8))
        .isEqualTo("unprocessable");
  }

  @Test
  void theSameEventsGiveTheSameBytes() {
    send(
        click('a', NOON, "click-1"),
        conversion("e1", NOON.plusSeconds(5), 100, "click-1"),
        conversion("e2", NOON.plusSeconds(6), 80, "click-1"));
    List<byte[]> first = encoded(decisions.readValuesToList());
    driver.close();
    start();
    send(
        click('a', NOON, "click-1"),
        conversion("e1", NOON.plusSeconds(5), 100, "click-1"),
        conversion("e2", NOON.plusSeconds(6), 80, "click-1"));
    assertThat(encoded(decisions.readValuesToList())).containsExactlyElementsOf(first);
  }

  @Test
  void touchesThatNoWindowReachesAnyMoreAreForgotten() {
    send(click('a', NOON));
    var touches = driver.<String, Object>getKeyValueStore(JourneyProcessor.TOUCHES);
    assertThat(touches.approximateNumEntries()).isEqualTo(1);
    send(
        new Identified(
            "i1",
            click('a', NOON).tenantId(),
            "visitor-2",
            NOON,
            NOON.plus(Duration.ofDays(95)),
            "c",
            null));
    try (var left = touches.all()) {
      assertThat(left.hasNext()).isFalse();
    }
  }

  private static RefundReceived inEuros() {
    var refund = refund("r1", NOON, 30);
    return new RefundReceived(
        refund.eventId(),
        refund.tenantId(),
        refund.visitorId(),
        refund.occurredAt(),
        refund.receivedAt(),
        refund.conversionId(),
        refund.refundId(),
        new Money(30, new CurrencyCode("EUR")),
        refund.reason(),
        false);
  }

  private static byte[] header(TestRecord<String, byte[]> letter) {
    return letter.headers().lastHeader("reason").value();
  }

  private static List<byte[]> encoded(List<Decision> decisions) {
    return decisions.stream()
        .map(EventJson.mapper().writerFor(Decision.class)::writeValueAsBytes)
        .toList();
  }

  private void send(TrackingEvent... sent) {
    for (TrackingEvent event : sent) {
      events.pipeInput(
          event.visitorId(),
          EventJson.mapper().writerFor(TrackingEvent.class).writeValueAsBytes(event));
    }
  }
}
