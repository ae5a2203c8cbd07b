package io.tributary.attribution.store;

import static io.tributary.attribution.testing.Events.CAMPAIGN;
import static io.tributary.attribution.testing.Events.NOON;
import static io.tributary.attribution.testing.Events.USD;
import static io.tributary.attribution.testing.Events.affiliate;
import static io.tributary.attribution.testing.Events.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.attribution.store.ConversionReader.Filter;
import io.tributary.attribution.store.ConversionReader.Position;
import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.TraceStep;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.Money;
import io.tributary.platform.kafka.PermanentFailure;
import io.tributary.platform.kafka.Received;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.TestDatabases;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecisionStoreTest {

  private static final IdSource IDS = IdSource.system();
  private static final Filter ALL = new Filter(null, null, null, null, null);
  private static final View WHOLE = new View.Whole();

  private final Database database = TestDatabases.of("attribution");
  private final DecisionWriter writer = new DecisionWriter(database);
  private final ConversionReader reader = new ConversionReader();
  private final TenantId tenant = TenantId.of(IDS.next());
  private final ConversionId conversion = ConversionId.of(IDS.next());

  @Test
  void aDecisionIsReadAsItWasWritten() {
    write(attributed(conversion, 1, 10_001, NOON, 'a', 'b'));
    StoredConversion found = find(conversion).orElseThrow();
    assertThat(found.status()).isEqualTo("attributed");
    assertThat(found.model()).isEqualTo("linear");
    assertThat(found.amount()).isEqualTo(new Money(10_001, USD));
    assertThat(found.occurredAt()).isEqualTo(NOON);
    assertThat(found.credits()).isEqualTo(credits('a', 'b'));
    assertThat(found.trace()).isEqualTo(trace());
    assertThat(found.refunded()).isZero();
    assertThat(found.duplicates()).isZero();
  }

  @Test
  void aBatchThatComesAgainChangesNothing() {
    Decision[] batch = {
      attributed(conversion, 1, 100, NOON, 'a'),
      duplicate("e2"),
      duplicate("e3"),
      duplicate("e3"),
      refunded("r1", 30, 30, 100)
    };
    write(batch);
    StoredConversion first = find(conversion).orElseThrow();
    assertThat(first.duplicates()).isEqualTo(2);
    assertThat(first.refunded()).isEqualTo(30);
    write(batch);
    assertThat(find(conversion)).contains(first);
  }

  @Test
  void aRevisionReplacesAmountAndCreditsWithinABatchAndAcrossBatches() {
    write(
        attributed(conversion, 1, 100, NOON, 'a', 'b'),
        superseded(1),
        attributed(conversion, 2, 80, NOON, 'a'));
    assertThat(find(conversion).orElseThrow().credits()).isEqualTo(credits('a'));
    write(refunded("r1", 70, 70, 80));
    write(superseded(2), attributed(conversion, 3, 50, NOON, 'c'));
    StoredConversion found = find(conversion).orElseThrow();
    assertThat(found.revision()).isEqualTo(3);
    assertThat(found.amount().minor()).isEqualTo(50);
    assertThat(found.credits()).isEqualTo(credits('c'));
    assertThat(found.refunded()).isEqualTo(50);
  }

  @Test
  void aConversionHasOneDecisionPerRevisionWhateverTheStreamForgot() {
    write(attributed(conversion, 1, 100, NOON, 'a'));
    write(
        new Unattributed(
            conversion + ":1:unattributed:other",
            tenant,
            conversion,
            1,
            subject(100, NOON, "other"),
            NOON,
            trace()));
    assertThat(find(conversion).orElseThrow().status()).isEqualTo("attributed");
  }

  @Test
  void listsAreNewestFirstAndPagesJoinWithoutGapOrOverlap() {
    List<ConversionId> ids = Stream.generate(() -> ConversionId.of(IDS.next())).limit(5).toList();
    // Two of them happened at the same moment.
    long[] seconds = {3, 1, 2, 2, 4};
    for (int i = 0; i < ids.size(); i++) {
      write(attributed(ids.get(i), 1, 100, NOON.plusSeconds(seconds[i]), 'a'));
    }
    List<ConversionId> newestFirst =
        List.of(ids.get(4), ids.get(0), ids.get(3), ids.get(2), ids.get(1));
    assertThat(list(WHOLE, ALL, 10)).isEqualTo(newestFirst);
    List<StoredConversion> part =
        database.readInTenant(tenant, sql -> reader.list(sql, WHOLE, ALL, 3));
    StoredConversion last = part.getLast();
    assertThat(last.credits()).hasSize(1);
    assertThat(last.trace()).isEmpty();
    Filter after =
        new Filter(null, null, null, null, new Position(last.occurredAt(), last.conversionId()));
    assertThat(list(WHOLE, after, 10)).isEqualTo(newestFirst.subList(3, 5));
  }

  @Test
  void filtersAndViewsNarrowTheList() {
    ConversionId other = ConversionId.of(IDS.next());
    write(attributed(conversion, 1, 100, NOON, 'a', 'b'));
    write(
        new Rejected(
            other + ":1",
            tenant,
            other,
            1,
            subject(100, NOON, "e"),
            NOON,
            "window_exceeded",
            trace()));
    assertThat(list(WHOLE, new Filter("rejected", null, null, null, null), 9))
        .containsExactly(other);
    assertThat(list(WHOLE, new Filter(null, CAMPAIGN, affiliate('b'), "order-1", null), 9))
        .containsExactly(conversion);
    assertThat(list(WHOLE, new Filter(null, null, null, "order-2", null), 9)).isEmpty();
    assertThat(list(new View.OfCampaigns(Set.of(CAMPAIGN)), ALL, 9)).hasSize(2);
    assertThat(list(new View.OfCampaigns(Set.of(CampaignId.of(IDS.next()))), ALL, 9)).isEmpty();
    assertThat(list(new View.OfCampaigns(Set.of()), ALL, 9)).isEmpty();
    View anna = new View.OfAffiliate(affiliate('a'));
    assertThat(list(anna, ALL, 9)).containsExactly(conversion);
    assertThat(find(tenant, anna, conversion).orElseThrow().credits())
        .containsExactly(credits('a', 'b').getFirst());
    View nobody = new View.OfAffiliate(affiliate('q'));
    assertThat(find(tenant, nobody, conversion)).isEmpty();
  }

  @Test
  void aTenantSeesItsOwnConversionsOnlyThoughABatchHoldsSeveral() {
    TenantId stranger = TenantId.of(IDS.next());
    ConversionId theirs = ConversionId.of(IDS.next());
    Attributed mine = attributed(conversion, 1, 100, NOON, 'a');
    Attributed foreign =
        new Attributed(
            theirs + ":1",
            stranger,
            theirs,
            1,
            mine.subject(),
            NOON,
            Model.LINEAR,
            mine.credits(),
            trace());
    write(mine, foreign);
    assertThat(list(WHOLE, ALL, 9)).containsExactly(conversion);
    assertThat(find(theirs)).isEmpty();
    assertThat(find(stranger, WHOLE, theirs)).isPresent();
  }

  @Test
  void aDecisionThatTheDatabaseNeverTakesIsNamedAndTheOthersAreKept() {
    ConversionId bad = ConversionId.of(IDS.next());
    Decision unstorable =
        new Rejected(
            bad + ":1",
            tenant,
            bad,
            1,
            subject(100, NOON, "nul \u0000 in an id"),
            NOON,
            "late_event",
            trace());
    PermanentFailure failure =
        catchThrowableOfType(
            PermanentFailure.class,
            () -> write(attributed(conversion, 1, 100, NOON, 'a'), unstorable));
    assertThat(failure.index()).isEqualTo(1);
    assertThat(find(conversion)).isPresent();
    assertThat(find(bad)).isEmpty();
  }

  @Test
  void refundsAreKnownByTheirId() {
    write(attributed(conversion, 1, 100, NOON, 'a'), refunded("r1", 30, 30, 100));
    assertThat(isRefunded("r1")).isTrue();
    assertThat(isRefunded("r2")).isFalse();
  }

  private void write(Decision... decisions) {
    writer.handle(
        Stream.of(decisions)
            .map(it -> new Received<>(it.conversionId().value(), it, 0, 0, NOON))
            .toList());
  }

  private Optional<StoredConversion> find(ConversionId id) {
    return find(tenant, WHOLE, id);
  }

  private Optional<StoredConversion> find(TenantId whose, View view, ConversionId id) {
    return database.readInTenant(whose, sql -> reader.find(sql, view, id));
  }

  private boolean isRefunded(String refundId) {
    return database.readInTenant(tenant, sql -> reader.isRefunded(sql, conversion, refundId));
  }

  private List<ConversionId> list(View view, Filter filter, int limit) {
    return database.readInTenant(tenant, sql -> reader.list(sql, view, filter, limit)).stream()
        .map(StoredConversion::conversionId)
        .toList();
  }

  private Attributed attributed(
      ConversionId id, int revision, long amount, Instant at, char... credited) {
    return new Attributed(
        id + ":" + revision,
        tenant,
        id,
        revision,
        subject(amount, at, "e" + revision),
        at,
        Model.LINEAR,
        credits(credited),
        trace());
  }

  private Duplicate duplicate(String eventId) {
    return new Duplicate(
        conversion + ":1:duplicate:" + eventId,
        tenant,
        conversion,
        1,
        subject(100, NOON, eventId),
        NOON,
        trace());
  }

  private Superseded superseded(int revision) {
    return new Superseded(
        conversion + ":" + revision + ":superseded",
        tenant,
        conversion,
        revision,
        NOON,
        "amount_changed");
  }

  private Refunded refunded(String refundId, long amount, long sum, long total) {
    return new Refunded(
        conversion + ":refunded:" + refundId,
        tenant,
        conversion,
        refundId,
        new Money(amount, USD),
        new Money(sum, USD),
        new Money(total, USD),
        NOON,
        NOON,
        null);
  }

  private static List<Credit> credits(char... credited) {
    int share = 1_000_000 / credited.length;
    return new String(credited)
        .chars()
        .mapToObj(
            letter ->
                new Credit(
                    affiliate((char) letter),
                    link((char) letter),
                    "click-" + (char) letter,
                    Credit.Touch.CLICK,
                    NOON,
                    share))
        .toList();
  }

  private static Subject subject(long amount, Instant at, String eventId) {
    return new Subject(
        CAMPAIGN,
        "purchase",
        "order-1",
        new Money(amount, USD),
        at,
        "visitor-1",
        eventId,
        null,
        null);
  }

  private static List<TraceStep> trace() {
    return List.of(new TraceStep("touch", "inside", "Inside.", Map.of("age", "PT1H")));
  }
}
