package io.tributary.reporting.store;

import static io.tributary.contract.reward.CommissionEvent.Change.APPROVED;
import static io.tributary.contract.reward.CommissionEvent.Change.CLAWED_BACK;
import static io.tributary.contract.reward.CommissionEvent.Change.CREATED;
import static io.tributary.contract.reward.CommissionEvent.Change.PAID;
import static io.tributary.contract.reward.CommissionEvent.Change.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.contract.decision.Decision;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.reward.CommissionEvent;
import io.tributary.contract.tracking.Judgement.TouchClass;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.TestDatabases;
import io.tributary.reporting.Events;
import io.tributary.reporting.Events.Part;
import io.tributary.reporting.performance.CampaignFacts;
import io.tributary.reporting.performance.Clicks;
import io.tributary.reporting.performance.Counting;
import io.tributary.reporting.performance.Counting.Touch;
import io.tributary.reporting.performance.FigureStore.Positioned;
import io.tributary.reporting.performance.Figures;
import io.tributary.reporting.performance.InvalidTouches;
import io.tributary.reporting.performance.PerformanceReport.Dimension;
import io.tributary.reporting.performance.PerformanceReport.InvalidRow;
import io.tributary.reporting.performance.PerformanceReport.Query;
import io.tributary.reporting.performance.PerformanceReport.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PerformanceTest {

  private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant NEXT_DAY = Instant.parse("2026-03-03T00:00:00Z");

  private final Database database = TestDatabases.of("reporting");
  private final PostgresFigureStore store = new PostgresFigureStore(database);
  private final Counting counting = new Counting(store);
  private final PostgresPerformanceReport report = new PostgresPerformanceReport(database);
  private final Events events = new Events();

  /** A topic of its own for each test, so that positions do not meet. */
  private final String topic = "test." + IdSource.system().next();

  private long offset;

  @Test
  void touches_are_counted_by_day_and_affiliate() {
    counting.touches(
        topic,
        List.of(
            next(List.of(touch(Touch.Kind.CLICK, MORNING))),
            next(List.of(touch(Touch.Kind.CLICK, MORNING))),
            next(List.<Touch>of()),
            next(List.of(touch(Touch.Kind.IMPRESSION, NEXT_DAY)))));

    assertThat(rows(Dimension.DAY, Dimension.AFFILIATE))
        .containsExactly(
            new Row(
                null,
                events.anna,
                LocalDate.parse("2026-03-02"),
                Events.USD,
                new Figures(0, 0, new Clicks(2, 0, 0, 0), 0, 0, 0, 0)),
            new Row(
                null,
                events.anna,
                LocalDate.parse("2026-03-03"),
                Events.USD,
                new Figures(1, 0, Clicks.NONE, 0, 0, 0, 0)));
  }

  @Test
  void a_batch_that_comes_again_changes_nothing_and_its_new_part_counts() {
    Positioned<List<Touch>> first = next(List.of(touch(Touch.Kind.CLICK, MORNING)));
    Positioned<List<Touch>> second = next(List.of(touch(Touch.Kind.CLICK, MORNING)));
    counting.touches(topic, List.of(first));
    counting.touches(topic, List.of(first));
    counting.touches(topic, List.of(first, second));

    assertThat(total()).isEqualTo(new Figures(0, 0, new Clicks(2, 0, 0, 0), 0, 0, 0, 0));
  }

  @Test
  void touches_count_in_their_class_and_the_invalid_ones_by_reason() {
    Positioned<List<Touch>> batch =
        next(
            List.of(
                touch(Touch.Kind.CLICK, MORNING),
                touch(Touch.Kind.CLICK, TouchClass.DUPLICATE, null, MORNING),
                touch(Touch.Kind.CLICK, TouchClass.INVALID, "bot", MORNING),
                touch(Touch.Kind.CLICK, TouchClass.INVALID, "bot", MORNING),
                touch(Touch.Kind.CLICK, TouchClass.INVALID, "capped", NEXT_DAY),
                touch(Touch.Kind.IMPRESSION, MORNING),
                touch(Touch.Kind.IMPRESSION, TouchClass.INVALID, "bot", MORNING)));
    counting.touches(topic, List.of(batch));
    counting.touches(topic, List.of(batch));

    assertThat(total()).isEqualTo(new Figures(1, 1, new Clicks(1, 1, 3, 2), 0, 0, 0, 0));
    assertThat(report.invalid(query(List.of())))
        .containsExactly(
            new InvalidRow(null, null, null, "bot", new InvalidTouches(2, 1)),
            new InvalidRow(null, null, null, "capped", new InvalidTouches(1, 0)));
    assertThat(report.invalid(query(List.of(Dimension.DAY, Dimension.AFFILIATE))))
        .extracting(InvalidRow::day, InvalidRow::affiliate, InvalidRow::reason)
        .containsExactly(
            tuple(LocalDate.parse("2026-03-02"), events.anna, "bot"),
            tuple(LocalDate.parse("2026-03-03"), events.anna, "capped"));
    Query all = query(List.of());
    assertThat(
            report.invalid(
                new Query(all.tenant(), all.from(), all.to(), List.of(), null, events.ben, 10)))
        .isEmpty();
    TenantId other = TenantId.of(IdSource.system().next());
    assertThat(report.invalid(new Query(other, all.from(), all.to(), List.of(), null, null, 10)))
        .isEmpty();
    Integer seen =
        database.inTenant(
            other,
            sql ->
                sql.sql("select count(*) from reporting.invalid_touch_day")
                    .query(Integer.class)
                    .single());
    assertThat(seen).isZero();
  }

  @Test
  void what_fails_leaves_no_trace_and_is_counted_when_it_goes_through() {
    Positioned<List<Touch>> event = next(List.of(touch(Touch.Kind.CLICK, MORNING)));
    assertThatThrownBy(
            () ->
                store.applyOnce(
                    topic,
                    List.of(event),
                    (session, fresh) -> {
                      throw new IllegalStateException("no disk");
                    }))
        .isInstanceOf(IllegalStateException.class);
    counting.touches(topic, List.of(event));

    assertThat(total().clicks().gross()).isEqualTo(1);
  }

  @Test
  void a_shared_conversion_is_split_to_the_cent_and_sums_to_one() {
    decide(
        events.attributed(
            events.conversion(), 1, MORNING, 10_001, half(events.anna), half(events.ben)));

    assertThat(rows(Dimension.AFFILIATE))
        .extracting(Row::figures)
        .containsExactlyInAnyOrder(
            new Figures(0, 0, Clicks.NONE, 500_000, 5_001, 0, 0),
            new Figures(0, 0, Clicks.NONE, 500_000, 5_000, 0, 0));
    assertThat(total()).isEqualTo(new Figures(0, 0, Clicks.NONE, 1_000_000, 10_001, 0, 0));
  }

  @Test
  void touches_of_one_affiliate_are_one_share() {
    decide(
        events.attributed(
            events.conversion(), 1, MORNING, 300, half(events.anna), half(events.anna)));

    assertThat(rows(Dimension.AFFILIATE))
        .extracting(Row::figures)
        .containsExactly(new Figures(0, 0, Clicks.NONE, 1_000_000, 300, 0, 0));
  }

  @Test
  void an_unattributed_conversion_counts_for_its_campaign_and_nobody() {
    decide(events.unattributed(events.conversion(), MORNING, 700));

    assertThat(rows(Dimension.CAMPAIGN, Dimension.AFFILIATE))
        .containsExactly(
            new Row(
                events.campaign,
                null,
                null,
                Events.USD,
                new Figures(0, 0, Clicks.NONE, 1_000_000, 700, 0, 0)));
  }

  @Test
  void repeats_and_rejected_conversions_do_not_count() {
    ConversionId counted = events.conversion();
    decide(
        events.unattributed(counted, MORNING, 700),
        events.duplicate(counted, MORNING, 700),
        events.rejected(events.conversion(), 1, MORNING, 900));

    assertThat(total()).isEqualTo(new Figures(0, 0, Clicks.NONE, 1_000_000, 700, 0, 0));
  }

  @Test
  void a_new_revision_takes_the_place_of_the_old_one() {
    ConversionId id = events.conversion();
    decide(events.attributed(id, 1, MORNING, 1_000, whole(events.anna)));
    decide(events.superseded(id, 1, NEXT_DAY));
    assertThat(total()).isEqualTo(Figures.NONE);
    decide(events.attributed(id, 2, MORNING, 1_200, half(events.anna), half(events.ben)));

    assertThat(rows(Dimension.AFFILIATE))
        .extracting(Row::figures)
        .containsExactly(
            new Figures(0, 0, Clicks.NONE, 500_000, 600, 0, 0),
            new Figures(0, 0, Clicks.NONE, 500_000, 600, 0, 0));
    decide(events.rejected(id, 3, MORNING, 1_200));
    assertThat(total()).isEqualTo(Figures.NONE);
  }

  @Test
  void an_older_revision_changes_nothing() {
    ConversionId id = events.conversion();
    decide(
        events.attributed(id, 2, MORNING, 1_200, whole(events.ben)),
        events.attributed(id, 1, MORNING, 1_000, whole(events.anna)),
        events.superseded(id, 1, NEXT_DAY));

    assertThat(total()).isEqualTo(new Figures(0, 0, Clicks.NONE, 1_000_000, 1_200, 0, 0));
  }

  @Test
  void refunds_count_on_the_conversions_day_and_follow_its_shares() {
    ConversionId id = events.conversion();
    decide(events.attributed(id, 1, MORNING, 1_001, half(events.anna), half(events.ben)));
    decide(events.refunded(id, NEXT_DAY, 500, 500, 1_001));
    decide(events.refunded(id, NEXT_DAY, 501, 1_001, 1_001));

    assertThat(rows(Dimension.DAY))
        .containsExactly(
            new Row(
                null,
                null,
                LocalDate.parse("2026-03-02"),
                Events.USD,
                new Figures(0, 0, Clicks.NONE, 1_000_000, 1_001, 1_001, 0)));
    assertThat(rows(Dimension.AFFILIATE))
        .allSatisfy(
            row -> assertThat(row.figures().refunds()).isEqualTo(row.figures().saleAmount()));
  }

  @Test
  void a_refund_that_overtakes_its_decision_is_counted_with_it() {
    ConversionId id = events.conversion();
    decide(events.refunded(id, NEXT_DAY, 400, 400, 1_000));
    assertThat(total()).isEqualTo(Figures.NONE);
    decide(events.attributed(id, 1, MORNING, 1_000, whole(events.anna)));

    assertThat(total()).isEqualTo(new Figures(0, 0, Clicks.NONE, 1_000_000, 1_000, 400, 0));
  }

  @Test
  void commission_is_what_accrued_less_what_was_taken_back_or_rejected() {
    CommissionId kept = events.commission();
    CommissionId lost = events.commission();
    pay(
        events.commission(kept, CREATED, 1_000, MORNING),
        events.commission(lost, CREATED, 500, MORNING),
        events.commission(kept, APPROVED, 1_000, MORNING));
    pay(
        events.commission(lost, CLAWED_BACK, 200, MORNING),
        events.commission(lost, REJECTED, 500, MORNING),
        events.commission(kept, PAID, 1_000, MORNING),
        events.commission(kept, CLAWED_BACK, 100, MORNING));

    assertThat(total()).isEqualTo(new Figures(0, 0, Clicks.NONE, 0, 0, 0, 900));
  }

  @Test
  void filters_narrow_and_other_tenants_see_nothing() {
    decide(
        events.attributed(
            events.conversion(), 1, MORNING, 1_000, half(events.anna), half(events.ben)));

    Query all = query(List.of());
    assertThat(
            report.rows(
                new Query(all.tenant(), all.from(), all.to(), List.of(), null, events.ben, 10)))
        .extracting(row -> row.figures().saleAmount())
        .containsExactly(500L);
    assertThat(
            report.rows(
                new Query(all.tenant(), all.from(), all.to(), List.of(), Set.of(), null, 10)))
        .isEmpty();
    TenantId other = TenantId.of(IdSource.system().next());
    assertThat(report.rows(new Query(other, all.from(), all.to(), List.of(), null, null, 10)))
        .isEmpty();
    Integer seen =
        database.inTenant(
            other,
            sql ->
                sql.sql("select count(*) from reporting.performance_day")
                    .query(Integer.class)
                    .single());
    assertThat(seen).isZero();
  }

  @Test
  void the_figures_tell_of_when_they_are() {
    counting.touches(topic, List.of(next(List.of(touch(Touch.Kind.CLICK, MORNING)))));

    assertThat(report.asOf()).isNotNull().isAfterOrEqualTo(NEXT_DAY);
  }

  private void decide(Decision... decisions) {
    List<Positioned<Decision>> batch = new ArrayList<>();
    for (Decision decision : decisions) {
      batch.add(next(decision));
    }
    counting.decisions(topic, batch);
  }

  private void pay(CommissionEvent... changes) {
    List<Positioned<List<CommissionEvent>>> batch = new ArrayList<>();
    for (CommissionEvent change : changes) {
      batch.add(next(List.of(change)));
    }
    counting.commissions(topic, batch);
  }

  private <V> Positioned<V> next(V event) {
    return new Positioned<>(3, offset++, NEXT_DAY, event);
  }

  private Touch touch(Touch.Kind kind, Instant at) {
    return touch(kind, TouchClass.UNIQUE, null, at);
  }

  private Touch touch(Touch.Kind kind, TouchClass touchClass, String reason, Instant at) {
    return new Touch(
        kind,
        touchClass,
        reason,
        new CampaignFacts(events.campaign, events.tenant, events.advertiser, Events.USD),
        events.anna,
        at);
  }

  private static Part whole(AffiliateId affiliate) {
    return new Part(affiliate, 1_000_000);
  }

  private static Part half(AffiliateId affiliate) {
    return new Part(affiliate, 500_000);
  }

  private Figures total() {
    return rows().stream().map(Row::figures).reduce(Figures.NONE, Figures::plus);
  }

  private List<Row> rows(Dimension... groupBy) {
    return report.rows(query(List.of(groupBy))).stream()
        .filter(row -> !row.figures().equals(Figures.NONE))
        .toList();
  }

  private Query query(List<Dimension> groupBy) {
    return new Query(
        events.tenant,
        LocalDate.parse("2026-03-01"),
        LocalDate.parse("2026-03-31"),
        groupBy,
        null,
        null,
        1_000);
  }
}
