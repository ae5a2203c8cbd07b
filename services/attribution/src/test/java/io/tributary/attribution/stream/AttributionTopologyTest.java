package io.tributary.attribution.stream;

import static io.tributary.attribution.testing.Events.NOON;
import static io.tributary.attribution.testing.Events.VISITOR;
import static io.tributary.attribution.testing.Events.affiliate;
import static io.tributary.attribution.testing.Events.by;
import static io.tributary.attribution.testing.Events.campaign;
import static io.tributary.attribution.testing.Events.click;
import static io.tributary.attribution.testing.Events.conversion;
import static io.tributary.attribution.testing.Events.conversionId;
import static io.tributary.attribution.testing.Events.impression;
import static io.tributary.attribution.testing.Events.received;
import static io.tributary.attribution.testing.Events.refund;
import static io.tributary.attribution.testing.Events.withEmail;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.attribution.journey.Programme.Partnership;
import io.tributary.attribution.journey.Retention;
import io.tributary.attribution.testing.KnownProgramme;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Ground.Cause;
import io.tributary.contract.decision.Ground.MatchKey;
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
import java.time.Instant;
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
    assertThat(touches.get(click('a', NOON).tenantId() + "|" + VISITOR)).isNull();
  }

  @Test
  void aPersonIsCreditedForWhatItDidWithAnotherVisitor() {
    send(
        by(click('a', NOON, "click-1"), "phone"),
        login("phone", "cust-1", NOON.plusSeconds(1)),
        by(conversion("e1", NOON.plusSeconds(5), 100, null), "laptop", "cust-1"));
    Attributed decision = (Attributed) decisions.readValue();
    assertThat(decision.credits().getFirst().affiliateId()).isEqualTo(affiliate('a'));
    assertThat(decision.ground().key()).isEqualTo(MatchKey.CUSTOMER);
    assertThat(decision.subject().customerId()).isEqualTo("cust-1");
  }

  @Test
  void touchesAfterTheLoginAreThePersonsToo() {
    send(
        login("phone", "cust-1", NOON.minusSeconds(1)),
        by(click('a', NOON, "click-1"), "phone"),
        by(conversion("e1", NOON.plusSeconds(5), 100, null), "laptop", "cust-1"));
    assertThat(((Attributed) decisions.readValue()).credits().getFirst().clickId())
        .isEqualTo("click-1");
  }

  @Test
  void aCustomerWhoWasWonOnceIsFollowedWithoutATouch() {
    send(
        by(click('a', NOON, "click-1"), "phone"),
        login("phone", "cust-1", NOON.plusSeconds(1)),
        by(conversion("e1", NOON.plusSeconds(5), 100, null), "phone", "cust-1"));
    Instant later = NOON.plus(Duration.ofDays(60));
    send(by(conversion("e2", conversionId('y'), later, later, 50, null, false), "tv", "cust-1"));
    List<Decision> told = decisions.readValuesToList();
    assertThat(told).hasExactlyElementsOfTypes(Attributed.class, Attributed.class);
    Attributed second = (Attributed) told.getLast();
    assertThat(second.credits().getFirst().clickId()).isEqualTo("click-1");
    assertThat(second.trace()).anyMatch(step -> step.step().equals("binding"));
  }

  @Test
  void aVisitorWithMoreThanThreeCustomersInADayIsNobody() {
    send(by(click('a', NOON, "click-1"), "kiosk"));
    for (int i = 1; i <= 4; i++) {
      send(login("kiosk", "cust-" + i, NOON.plusSeconds(i)));
    }
    send(by(conversion("e1", NOON.plusSeconds(9), 100, null), "laptop", "cust-4"));
    assertThat(decisions.readValue()).isInstanceOf(Unattributed.class);
    send(
        by(
            conversion(
                "e2",
                conversionId('y'),
                NOON.plusSeconds(10),
                NOON.plusSeconds(10),
                1,
                null,
                false),
            "kiosk",
            null));
    Attributed own = (Attributed) decisions.readValue();
    assertThat(own.ground().key()).isEqualTo(MatchKey.VISITOR);
  }

  @Test
  void aClickThatComesLateChangesTheCreditsOnce() {
    send(click('a', NOON, "click-1"), conversion("e1", NOON.plusSeconds(60), 100, null));
    assertThat(decisions.readValue()).isInstanceOf(Attributed.class);
    send(received(click('b', NOON.plusSeconds(30), "click-2"), NOON.plus(Duration.ofHours(23))));
    List<Decision> told = decisions.readValuesToList();
    assertThat(told).hasExactlyElementsOfTypes(Superseded.class, Attributed.class);
    assertThat(((Superseded) told.getFirst()).reason()).isEqualTo("late_click");
    Attributed second = (Attributed) told.getLast();
    assertThat(second.revision()).isEqualTo(2);
    assertThat(second.credits().getFirst().affiliateId()).isEqualTo(affiliate('b'));
    send(received(click('c', NOON.plusSeconds(40), "click-3"), NOON.plus(Duration.ofHours(23))));
    assertThat(decisions.isEmpty()).isTrue();
  }

  @Test
  void aClickThatComesAfterTheGraceChangesNothing() {
    send(click('a', NOON, "click-1"), conversion("e1", NOON.plusSeconds(60), 100, null));
    assertThat(decisions.readValue()).isInstanceOf(Attributed.class);
    Instant tooLate = NOON.plusSeconds(60).plus(Duration.ofHours(24)).plusMillis(1);
    send(received(click('b', NOON.plusSeconds(30), "click-2"), tooLate));
    assertThat(decisions.isEmpty()).isTrue();
  }

  @Test
  void aLoginInsideTheGraceBringsTheTouchesOfThePerson() {
    send(
        by(click('a', NOON, "click-1"), "phone"),
        login("phone", "cust-1", NOON.plusSeconds(1)),
        by(conversion("e1", NOON.plusSeconds(5), 100, null), "laptop", null));
    assertThat(decisions.readValue()).isInstanceOf(Unattributed.class);
    send(login("laptop", "cust-1", NOON.plusSeconds(10)));
    List<Decision> told = decisions.readValuesToList();
    assertThat(told).hasExactlyElementsOfTypes(Superseded.class, Attributed.class);
    assertThat(((Attributed) told.getLast()).ground().cause()).isEqualTo(Cause.IDENTITY_MERGE);
  }

  @Test
  void anAddressFindsTheTouchesOfWhoeverHasIt() {
    send(
        by(click('a', NOON, "click-1"), "phone"),
        new Identified(
            "i1",
            click('a', NOON).tenantId(),
            "phone",
            NOON.plusSeconds(1),
            NOON.plusSeconds(1),
            "cust-1",
            "hash-1"),
        withEmail(by(conversion("e1", NOON.plusSeconds(5), 100, null), "laptop", null), "hash-1"));
    Attributed decision = (Attributed) decisions.readValue();
    assertThat(decision.ground().key()).isEqualTo(MatchKey.EMAIL_HASH);
    assertThat(decision.credits().getFirst().clickId()).isEqualTo("click-1");
  }

  private static Identified login(String visitor, String customer, Instant at) {
    return new Identified(
        "login-" + visitor + customer,
        click('a', NOON).tenantId(),
        visitor,
        at,
        at,
        customer,
        null);
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
