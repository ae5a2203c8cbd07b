package io.tributary.reward.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.platform.ApiConfiguration;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.Client;
import io.tributary.platform.testing.Client.Answer;
import io.tributary.reward.payout.PayeeWait;
import io.tributary.reward.store.CommissionBook;
import io.tributary.reward.store.CommissionStore;
import io.tributary.reward.store.Fixture;
import io.tributary.reward.store.LedgerReader;
import io.tributary.reward.store.PayoutBook;
import io.tributary.reward.store.PayoutStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The endpoints over the embedded PostgreSQL, with the platform's own web configuration. */
@SpringBootTest(classes = RewardApiTest.Api.class)
class RewardApiTest {

  private static final Fixture BOOKS = new Fixture();

  @Autowired private WebApplicationContext context;

  private final AffiliateId anna = BOOKS.affiliate();
  private final CampaignId campaign = BOOKS.campaign(Duration.ofDays(1), Fixture.percent(10));
  private MockMvc api;
  private Client finance;
  private ConversionId conversion;

  @BeforeEach
  void open() {
    api = MockMvcBuilders.webAppContextSetup(context).build();
    finance = caller(Role.FINANCE);
    conversion = BOOKS.attribute(campaign, 10_000, anna);
  }

  @Test
  void aCommissionIsReadApprovedReservedAndPaid() {
    Answer list = finance.get("commissions?conversion_id=" + conversion);
    assertThat(list.status()).isEqualTo(200);
    String commission = list.data("id").getFirst();
    assertThat(list.body().path("data").get(0).propertyNames())
        .contains(
            "amount",
            "taken_back",
            "currency",
            "status",
            "rule",
            "explanation",
            "matures_at",
            "payout_id");
    assertThat(finance.get("commissions/" + commission).text("status")).isEqualTo("pending");
    assertThat(write("commissions/" + commission + "/approve", "{}").text("status"))
        .isEqualTo("approved");
    Answer again = write("commissions/" + commission + "/approve", "{}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("code")).isEqualTo("illegal_transition");

    Answer run = write("payout-runs", run("sandbox"));
    assertThat(run.status()).isEqualTo(201);
    assertThat(run.text("status")).isEqualTo("prepared");
    assertThat(run.body().path("total_amount").asLong()).isEqualTo(1_000);
    assertThat(run.body().path("payout_count").asInt()).isEqualTo(1);
    String path = "payout-runs/" + run.text("id");
    assertThat(write(path + "/approve", "{}").text("status")).isEqualTo("approved");
    assertThat(write(path + "/approve", "{}").status()).isEqualTo(409);
    assertThat(finance.get("payout-runs").data("id")).contains(run.text("id"));

    Answer payouts = finance.get("payouts?run_id=" + run.text("id"));
    var payout = payouts.body().path("data").get(0);
    assertThat(payout.path("amount").asLong()).isEqualTo(1_000);
    assertThat(balance("in_flight")).isEqualTo(1_000);
    var id = new io.tributary.contract.id.PayoutId(payout.path("id").asString());
    BOOKS.pay(
        new PaymentEvent.Settled(
            Fixture.IDS.next(), BOOKS.tenant, id, "sandbox", "tr_9", BOOKS.now()));
    assertThat(finance.get("payouts/" + id).text("status")).isEqualTo("settled");
    assertThat(balance("available")).isZero();
    assertThat(balance("in_flight")).isZero();
    assertThat(balance("paid")).isEqualTo(1_000);
    for (var row : finance.get("ledger/trial-balance").body().path("data")) {
      assertThat(row.path("debit").asLong()).isEqualTo(row.path("credit").asLong());
    }
    Answer entries = finance.get("ledger/entries?limit=2&affiliate_id=" + anna);
    assertThat(entries.data("event")).hasSize(2);
    Answer rest =
        finance.get(
            "ledger/entries?limit=500&affiliate_id="
                + anna
                + "&cursor="
                + entries.text("next_cursor"));
    assertThat(rest.data("event")).hasSize(2).contains("accrue");
    assertThat(finance.get("ledger/entries?cursor=x").status()).isEqualTo(422);
    assertThat(finance.get("ledger/export?format=csv").status()).isEqualTo(422);
  }

  @Test
  void theJournalIsText() throws Exception {
    var raw = finance.get("ledger/export?format=hledger").raw();
    assertThat(raw.getStatus()).isEqualTo(200);
    assertThat(raw.getContentType()).startsWith("text/plain");
    assertThat(raw.getContentAsString()).startsWith("commodity EUR\n").contains(") accrue  ; seq:");
  }

  @Test
  void whenNobodyCanBePaidTheReasonsAreGiven() {
    Answer run = write("payout-runs", run("paypal"));
    assertThat(run.status()).isEqualTo(422);
    assertThat(run.errorFields()).containsExactly("affiliate_ids[0]");
    assertThat(write("payout-runs", "{'currency':'XXQ','gateway':'sandbox'}").errorFields())
        .containsExactly("currency");
    assertThat(write("payout-runs", "{}").errorFields())
        .containsExactlyInAnyOrder("currency", "gateway");
  }

  @Test
  void moneyWritesNeedAKeyAndRepeatTheirAnswer() {
    String commission =
        finance.get("commissions?conversion_id=" + conversion).data("id").getFirst();
    String path = "commissions/" + commission + "/reject";
    Answer without = finance.post(path, "{}");
    assertThat(without.status()).isEqualTo(400);
    assertThat(without.text("code")).isEqualTo("idempotency_key_required");
    assertThat(finance.post("payout-runs", run("sandbox")).status()).isEqualTo(400);
    Map<String, String> key = Map.of("Idempotency-Key", Fixture.IDS.next());
    Answer first = finance.call(HttpMethod.POST, path, "{'reason':'fraud'}", key);
    Answer second = finance.call(HttpMethod.POST, path, "{'reason':'fraud'}", key);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.text("status")).isEqualTo("rejected");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.raw().getHeader("Idempotency-Replayed")).isEqualTo("true");
    assertThat(write(path, "{'reason':'because'}").status()).isEqualTo(422);
  }

  @Test
  void anAffiliateSeesItsOwnMoneyOnly() {
    AffiliateId ben = BOOKS.affiliate();
    ConversionId other = BOOKS.attribute(campaign, 5_000, ben);
    String foreign = finance.get("commissions?conversion_id=" + other).data("id").getFirst();
    Client own =
        new Client(api, BOOKS.tenant, Role.AFFILIATE, Map.of("affiliate_id", anna.value()));
    assertThat(own.get("commissions").data("affiliate_id")).containsOnly(anna.value());
    assertThat(own.get("commissions/" + foreign).status()).isEqualTo(404);
    assertThat(own.get("affiliates/" + ben + "/balances").status()).isEqualTo(404);
    assertThat(own.get("affiliates/" + anna + "/balances").status()).isEqualTo(200);
    assertThat(own.get("payouts").status()).isEqualTo(200);
    for (String path :
        List.of("payout-runs", "ledger/entries", "ledger/trial-balance", "ledger/export")) {
      assertThat(own.get(path).status()).as(path).isEqualTo(403);
    }
    assertThat(
            own.call(
                    HttpMethod.POST,
                    "commissions/" + foreign + "/approve",
                    "{}",
                    Map.of("Idempotency-Key", "k"))
                .status())
        .isEqualTo(403);
  }

  @Test
  void anotherTenantSeesNothing() {
    String commission =
        finance.get("commissions?conversion_id=" + conversion).data("id").getFirst();
    Client stranger = new Client(api, TenantId.of(Fixture.IDS.next()), Role.ADMIN, Map.of());
    assertThat(stranger.get("commissions").data("id")).isEmpty();
    assertThat(stranger.get("commissions/" + commission).status()).isEqualTo(404);
    assertThat(stranger.get("affiliates/" + anna + "/balances").data("currency")).isEmpty();
    assertThat(stranger.get("ledger/entries").data("txn_id")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"MANAGER, 403, 200", "ADVERTISER, 403, 403", "FINANCE, 201, 200", "ADMIN, 201, 200"})
  void rolesDecideWhoPaysAndWhoReads(Role role, int pays, int reads) {
    String commission =
        finance.get("commissions?conversion_id=" + conversion).data("id").getFirst();
    assertThat(write("commissions/" + commission + "/approve", "{}").status()).isEqualTo(200);
    Client one = caller(role);
    assertThat(one.get("commissions").status()).isEqualTo(reads);
    Answer run =
        one.call(
            HttpMethod.POST,
            "payout-runs",
            run("sandbox"),
            Map.of("Idempotency-Key", Fixture.IDS.next()));
    assertThat(run.status()).isEqualTo(pays);
  }

  private long balance(String field) {
    return finance
        .get("affiliates/" + anna + "/balances")
        .body()
        .path("data")
        .get(0)
        .path(field)
        .asLong();
  }

  private String run(String gateway) {
    return "{'currency':'EUR','gateway':'%s','affiliate_ids':['%s']}".formatted(gateway, anna);
  }

  private Answer write(String path, String body) {
    return finance.call(HttpMethod.POST, path, body, Map.of("Idempotency-Key", Fixture.IDS.next()));
  }

  private Client caller(Role role) {
    return new Client(api, BOOKS.tenant, role, Map.of());
  }

  /** No configuration by annotation: the role's own component scan must not find it. */
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  @Import(ApiConfiguration.class)
  @ComponentScan("io.tributary.reward.web")
  static class Api {

    @Bean("reward.database")
    Database database() {
      return BOOKS.database;
    }

    @Bean
    CommissionStore commissions() {
      return BOOKS.commissions;
    }

    @Bean
    CommissionBook commissionBook() {
      return BOOKS.book;
    }

    @Bean
    PayoutStore payouts() {
      return BOOKS.payouts;
    }

    @Bean
    PayoutBook payoutBook() {
      return BOOKS.payoutBook;
    }

    @Bean
    LedgerReader ledger() {
      return BOOKS.reader;
    }

    @Bean
    PayeeWait payees() {
      return new PayeeWait(BOOKS.affiliates, Duration.ofMillis(50));
    }
  }
}
