package io.tributary.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.platform.testing.FakeClock;
import io.tributary.reporting.Events;
import io.tributary.reporting.performance.CampaignFacts;
import io.tributary.reporting.performance.Campaigns;
import io.tributary.reporting.performance.Clicks;
import io.tributary.reporting.performance.Figures;
import io.tributary.reporting.performance.InvalidTouches;
import io.tributary.reporting.performance.PerformanceReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PerformanceControllerTest {

  private final Events events = new Events();
  private final AskedReport report = new AskedReport();
  private final PerformanceController controller =
      new PerformanceController(report, new OneCampaign(), new FakeClock("2026-03-31T23:59:00Z"));

  @Test
  void without_parameters_the_last_30_days_are_one_row_per_currency() {
    PerformanceResponse answer =
        controller.performance(as(Role.ADMIN), null, null, null, null, null);

    assertThat(report.asked.from()).isEqualTo(LocalDate.parse("2026-03-02"));
    assertThat(report.asked.to()).isEqualTo(LocalDate.parse("2026-03-31"));
    assertThat(report.asked.groupBy()).isEmpty();
    assertThat(report.asked.campaigns()).isNull();
    assertThat(answer.asOf()).isEqualTo(AskedReport.AS_OF);
    assertThat(answer.data().getFirst().conversions()).isEqualByComparingTo("10.5");
    assertThat(answer.data().getFirst().conversions().toString()).isEqualTo("10.5");
  }

  @Test
  void rates_are_counted_on_unique_and_duplicate_clicks() {
    PerformanceResponse.PerformanceRow row =
        controller.performance(as(Role.ADMIN), null, null, null, null, null).data().getFirst();

    assertThat(row.grossClicks()).isEqualTo(50);
    assertThat(row.clicks()).isEqualTo(42);
    assertThat(row.uniqueClicks()).isEqualTo(20);
    assertThat(row.duplicateClicks()).isEqualTo(22);
    assertThat(row.invalidClicks()).isEqualTo(8);
    assertThat(row.botClicks()).isEqualTo(3);
    assertThat(row.cr()).isEqualByComparingTo("0.25");
    assertThat(row.epc()).isEqualByComparingTo("25");
  }

  @Test
  void without_clicks_there_are_no_rates() {
    report.figures = Figures.NONE;
    PerformanceResponse.PerformanceRow row =
        controller.performance(as(Role.ADMIN), null, null, null, null, null).data().getFirst();

    assertThat(row.cr()).isNull();
    assertThat(row.epc()).isNull();
  }

  @Test
  void an_affiliate_sees_why_its_own_clicks_never_earn() {
    InvalidClicksResponse answer =
        controller.invalidClicks(as(Role.AFFILIATE), null, null, null, null, null);

    assertThat(report.asked.affiliate()).isEqualTo(events.anna);
    assertThat(answer.data()).extracting(row -> row.reason()).containsExactly("bot");
  }

  @Test
  void everything_wrong_is_told_at_once() {
    ApiProblem problem =
        catchThrowableOfType(
            ApiProblem.class,
            () ->
                controller.performance(
                    as(Role.ADMIN), "yesterday", "2026-02-30", "campaign,shoe", "camp_1", "x"));

    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.errors())
        .extracting(FieldProblem::field)
        .containsExactlyInAnyOrder("from", "to", "group_by", "campaign_id", "affiliate_id");
  }

  @Test
  void days_in_the_wrong_order_too_many_days_and_repeated_dimensions_are_refused() {
    assertRefused("2026-03-02", "2026-03-01", null, "from");
    assertRefused("2020-01-01", "2026-03-01", null, "from");
    assertRefused(null, null, "day,day", "group_by");
    assertRefused(null, null, "day,campaign,affiliate,day", "group_by");
  }

  @Test
  void an_affiliate_sees_its_own_rows_only() {
    controller.performance(as(Role.AFFILIATE), null, null, "campaign", null, null);
    assertThat(report.asked.affiliate()).isEqualTo(events.anna);

    report.asked = null;
    assertThat(
            controller
                .performance(as(Role.AFFILIATE), null, null, null, null, events.ben.value())
                .data())
        .isEmpty();
    assertThat(report.asked).isNull();
  }

  @Test
  void an_advertiser_sees_its_own_campaigns_only() {
    controller.performance(as(Role.ADVERTISER), null, null, null, null, null);
    assertThat(report.asked.campaigns()).containsExactly(events.campaign);

    assertThat(
            controller
                .performance(
                    as(Role.ADVERTISER), null, null, null, new Events().campaign.value(), null)
                .data())
        .isEmpty();
  }

  @Test
  void a_caller_without_a_role_is_refused() {
    assertThatThrownBy(() -> controller.performance(as(null), null, null, null, null, null))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(403));
  }

  @Test
  void more_rows_than_an_answer_holds_are_refused() {
    report.rows = PerformanceController.MAX_ROWS + 1;

    assertRefused(null, null, "day,campaign,affiliate", "group_by");
  }

  private void assertRefused(String from, String to, String groupBy, String field) {
    assertThatThrownBy(
            () -> controller.performance(as(Role.MANAGER), from, to, groupBy, null, null))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem ->
                assertThat(problem.errors())
                    .extracting(FieldProblem::field)
                    .containsExactly(field));
  }

  private Caller as(Role role) {
    return new Caller(
        events.tenant,
        UserId.of(IdSource.system().next()),
        "someone@example.org",
        role == null ? Set.of() : Set.of(role),
        events.anna,
        events.advertiser);
  }

  private final class OneCampaign implements Campaigns {

    @Override
    public Optional<CampaignFacts> find(CampaignId id) {
      return Optional.empty();
    }

    @Override
    public Set<CampaignId> of(TenantId tenant, AdvertiserId advertiser) {
      return advertiser.equals(events.advertiser) ? Set.of(events.campaign) : Set.of();
    }
  }

  private static final class AskedReport implements PerformanceReport {

    private static final Instant AS_OF = Instant.parse("2026-03-31T23:58:59Z");

    private Query asked;
    private int rows = 1;
    private Figures figures = new Figures(0, 0, new Clicks(20, 22, 8, 3), 10_500_000, 0, 0, 1_050);

    @Override
    public List<Row> rows(Query query) {
      asked = query;
      return new ArrayList<>(
          Collections.nCopies(rows, new Row(null, (AffiliateId) null, null, Events.USD, figures)));
    }

    @Override
    public List<InvalidRow> invalid(Query query) {
      asked = query;
      return List.of(new InvalidRow(null, null, null, "bot", new InvalidTouches(5, 1)));
    }

    @Override
    public Instant asOf() {
      return AS_OF;
    }
  }
}
