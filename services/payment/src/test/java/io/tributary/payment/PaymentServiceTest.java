package io.tributary.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.payment.PaymentEvent;
import io.tributary.contract.reward.PayoutReserved;
import io.tributary.contract.topic.Topics;
import io.tributary.payment.key.SandboxKeys;
import io.tributary.payment.key.StripeSignature;
import io.tributary.payment.sandbox.SandboxBooks;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.testing.TestDatabases;
import io.tributary.platform.testing.TestService;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The role as it runs: topic in, gateway over HTTP, topic out; and the sandbox's interface. */
class PaymentServiceTest {

  private static final IdSource IDS = IdSource.system();

  private final TestService app = PaymentApp.shared();
  private final TenantId tenant = TenantId.of(IDS.next());
  private final SandboxBooks sandbox = app.bean(SandboxBooks.class);

  @Test
  void aReservedPayoutIsPaidAndToldOnce() {
    PayoutReserved reserved = reserved("acct-anna");
    send(reserved);
    send(reserved);
    PayoutReserved refused = reserved("refuse-account-invalid");
    send(refused);
    List<PaymentEvent> facts = await(reserved.payoutId(), 2);
    assertThat(facts)
        .extracting(fact -> fact.getClass().getSimpleName())
        .containsExactly("Debited", "Settled");
    assertThat(await(refused.payoutId(), 1)).hasOnlyElementsOfType(PaymentEvent.Failed.class);
    assertThat(sandbox.movements(tenant))
        .singleElement()
        .satisfies(
            movement -> {
              assertThat(movement.transferGroup()).isEqualTo(reserved.payoutId().value());
              assertThat(movement.amount()).isEqualTo(1_234);
              assertThat(movement.id())
                  .isEqualTo(((PaymentEvent.Settled) facts.get(1)).reference());
            });
  }

  @Test
  void theSandboxReplaysItsFirstAnswerAndRefusesOtherParameters() {
    String form = "amount=500&currency=eur&destination=acct-x&transfer_group=g1";
    HttpResponse<String> first = transfer("k1", form);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).contains("\"object\":\"transfer\"", "\"transfer_group\":\"g1\"");
    assertThat(transfer("k1", form).body()).isEqualTo(first.body());
    HttpResponse<String> other = transfer("k1", form.replace("500", "501"));
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(other.body()).contains("idempotency_error");
    assertThat(transfer("k2", "amount=-1&currency=eur&destination=x").statusCode()).isEqualTo(400);
    assertThat(sandbox.movements(tenant)).hasSize(1);
    String movements = get("/sandbox/movements").body();
    assertThat(movements).contains("\"transfer_group\":\"g1\"", "\"amount\":500");
    assertThat(get("/sandbox/stripe/v1/transfers?transfer_group=g1").body()).contains("\"tr_");
    assertThat(get("/sandbox/stripe/v1/transfers/tr_none").statusCode()).isEqualTo(404);
  }

  @Test
  void theSandboxOpensForItsKeysOnly() {
    for (String path :
        List.of(
            "/sandbox/movements",
            "/sandbox/stripe/v1/transfers/x",
            "/sandbox/stripe/v1/transfers?transfer_group=x")) {
      assertThat(app.call("GET", path, null).statusCode()).as(path).isEqualTo(401);
      assertThat(app.call("GET", path, null, "Authorization", "Bearer wrong").statusCode())
          .isEqualTo(401);
    }
    assertThat(app.call("POST", "/sandbox/stripe/v1/transfers", "amount=1").statusCode())
        .isEqualTo(401);
  }

  @Test
  void aGenuineCallOfTheSandboxIsKeptOnceAndAForgedOneNotAtAll() {
    String body =
        "{\"id\":\"evt_1\",\"type\":\"transfer.created\",\"data\":{\"object\":{\"transfer_group\":\"%s\"}}}"
            .formatted(PayoutId.of(IDS.next()));
    String signature =
        StripeSignature.sign(
            new SandboxKeys(PaymentApp.SECRET).hookSecret(tenant),
            Instant.now(),
            body.getBytes(StandardCharsets.UTF_8));
    String path = "/hooks/sandbox/" + tenant;
    assertThat(app.call("POST", path, body).statusCode()).isEqualTo(400);
    assertThat(app.call("POST", path, body + " ", "Stripe-Signature", signature).statusCode())
        .isEqualTo(400);
    assertThat(kept()).isZero();
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = app.call("POST", path, body, "Stripe-Signature", signature);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
    }
    assertThat(kept()).isEqualTo(1);
  }

  private long kept() {
    return TestDatabases.of("payment")
        .inTenant(
            tenant,
            sql -> sql.sql("select count(*) from payment.gateway_hook").query(Long.class).single());
  }

  private HttpResponse<String> transfer(String key, String form) {
    return app.call(
        "POST",
        "/sandbox/stripe/v1/transfers",
        form,
        "Authorization",
        "Bearer " + PaymentApp.apiKey(tenant),
        "Idempotency-Key",
        key,
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  private HttpResponse<String> get(String path) {
    return app.call("GET", path, null, "Authorization", "Bearer " + PaymentApp.apiKey(tenant));
  }

  private PayoutReserved reserved(String account) {
    return new PayoutReserved(
        IDS.next(),
        tenant,
        AffiliateId.of(IDS.next()),
        PayoutId.of(IDS.next()),
        PayoutRunId.of(IDS.next()),
        new Money(1_234, new CurrencyCode("EUR")),
        "sandbox",
        account,
        Instant.now());
  }

  private void send(PayoutReserved reserved) {
    app.bean(EventProducer.class)
        .send(Topics.REWARD_EVENTS, reserved.affiliateId().value(), reserved)
        .join();
  }

  private static List<PaymentEvent> await(PayoutId payout, int facts) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    List<PaymentEvent> told = PaymentFacts.of(payout);
    while (told.size() < facts && System.nanoTime() < until) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      told = PaymentFacts.of(payout);
    }
    return told;
  }
}
