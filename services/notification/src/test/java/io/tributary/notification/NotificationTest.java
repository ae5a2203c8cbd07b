package io.tributary.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.CommissionId;
import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.PayoutRunId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.reward.CommissionEvent;
import io.tributary.contract.reward.PayoutEvent;
import io.tributary.contract.reward.RewardEvent;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.testing.TestDatabases;
import io.tributary.platform.testing.TestService;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The notification role in a process of its own: events in, mails and webhooks out. */
class NotificationTest {

  private static final IdSource IDS = IdSource.system();
  private static final CurrencyCode USD = new CurrencyCode("USD");
  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private static final Queue<Call> CALLS = new ConcurrentLinkedQueue<>();

  private static HttpServer receiver;
  private static ECKey key;
  private static TestService service;

  private final TenantId tenant = TenantId.of(IDS.next());
  private final AffiliateId affiliate = AffiliateId.of(IDS.next());
  private final String admin = token("ADMIN");

  @BeforeAll
  static void start() throws Exception {
    MAIL.start();
    key = new ECKeyGenerator(Curve.P_256).algorithm(JWSAlgorithm.ES256).keyID("k").generate();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
          if (path.equals("/.well-known/jwks.json")) {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
          } else {
            CALLS.add(
                new Call(
                    path,
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(path.startsWith("/gone") ? 410 : 200, -1);
          }
          exchange.close();
        });
    receiver.start();
    service = run();
  }

  @AfterAll
  static void stop() {
    service.close();
    receiver.stop(0);
    MAIL.stop();
  }

  private static TestService run() {
    return TestService.start(
        NotificationService.class,
        Map.of(
            "tributary.secret-key",
            Base64.getEncoder().encodeToString(new byte[32]),
            "tributary.services.identity.url",
            "http://127.0.0.1:" + port(),
            "tributary.notification.allowed-networks",
            "127.0.0.0/8",
            "tributary.notification.poll-interval",
            "50ms",
            "tributary.notification.smtp.host",
            "127.0.0.1",
            "tributary.notification.smtp.port",
            MAIL.getSmtp().getPort(),
            "tributary.notification.smtp.from",
            "programme@example.com"));
  }

  @Test
  void aPaidPayoutIsMailedOnceToTheAffiliate() throws Exception {
    String address =
        "anna." + IDS.next().substring(16).toLowerCase(java.util.Locale.ROOT) + "@example.org";
    know(address);
    PayoutEvent paid = payout(PayoutEvent.Change.PAID);
    send(paid);
    send(paid);
    eventually(() -> mailsTo(address).size() == 1);
    MimeMessage mail = mailsTo(address).getFirst();
    assertThat(mail.getSubject()).isEqualTo("Your payout of 12.34 USD was paid");
    assertThat(mail.getFrom()[0].toString()).isEqualTo("programme@example.com");
    eventually(() -> emails().path(0).path("status").asString().equals("sent"));
    JsonNode row = emails().path(0);
    assertThat(row.path("recipient").asString()).isEqualTo("a***@example.org");
    assertThat(row.path("kind").asString()).isEqualTo("payout_paid");
    assertThat(emails().size()).isEqualTo(1);
    assertThat(mail.getMessageID()).isEqualTo("<" + row.path("id").asString() + "@tributary>");
    assertThat(mailsTo(address)).hasSize(1);
  }

  @Test
  void aMailToAnAffiliateThatIsNotKnownYetWaits() {
    send(payout(PayoutEvent.Change.PAID));
    eventually(() -> emails().path(0).path("reason").asString("").equals("no_address"));
    assertThat(emails().path(0).path("status").asString()).isEqualTo("queued");
  }

  @Test
  void anEndpointGetsTheEventsItAskedForSignedAndOnce() throws Exception {
    String path = "/in/" + IDS.next();
    JsonNode endpoint = endpoint(path, "commission.created", "payout.paid", "conversion.created");
    String secret = endpoint.path("secret").asString();
    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    CommissionEvent commission = commission(CommissionEvent.Change.CREATED);
    send(commission);
    send(commission);
    send(commission(CommissionEvent.Change.APPROVED));
    send(payout(PayoutEvent.Change.PAID));
    Unattributed decision = decision();
    service
        .bean(EventProducer.class)
        .send(Topics.ATTRIBUTION_DECISIONS, decision.conversionId().value(), decision)
        .join();
    eventually(() -> calls(path).size() == 3);
    for (Call call : calls(path)) {
      new Webhook(secret).verify(call.body(), call.signed());
      JsonNode body = JsonMapper.shared().readTree(call.body());
      assertThat(body.propertyNames())
          .containsExactlyInAnyOrder("id", "type", "timestamp", "tenant", "version", "data");
      assertThat(body.path("id").asString()).isEqualTo(call.headers().get("Webhook-id").getFirst());
      assertThat(body.path("tenant").asString()).isEqualTo(tenant.value());
    }
    assertThat(calls(path).stream().map(call -> JsonMapper.shared().readTree(call.body())))
        .extracting(body -> body.path("type").asString())
        .containsExactlyInAnyOrder("commission.created", "payout.paid", "conversion.created");
    eventually(
        () -> {
          JsonNode log = deliveries(endpoint);
          return log.size() == 3
              && log.valueStream()
                  .allMatch(row -> row.path("status").asString().equals("delivered"));
        });
    assertThat(deliveries(endpoint).path(0).path("last_status").asInt()).isEqualTo(200);
    assertThat(calls(path)).hasSize(3);
  }

  @Test
  void aTestMessageShowsThatAnEndpointIsReachedAndGoneDisablesIt() {
    String path = "/gone/" + IDS.next();
    JsonNode endpoint = endpoint(path, "payout.paid");
    String id = endpoint.path("id").asString();
    assertThat(call(admin, "POST", "/api/v1/webhooks/" + id + "/test", null).status())
        .isEqualTo(202);
    eventually(
        () ->
            call(admin, "GET", "/api/v1/webhooks", null)
                .json()
                .path("data")
                .path(0)
                .path("status")
                .asString()
                .equals("disabled"));
    assertThat(deliveries(endpoint).path(0).path("event").asString()).isEqualTo("webhook.test");
    assertThat(call(admin, "POST", "/api/v1/webhooks/" + id + "/test", null).status())
        .isEqualTo(409);
    send(payout(PayoutEvent.Change.PAID));
    eventually(() -> emails().size() == 1);
    assertThat(calls(path)).hasSize(1);
  }

  @Test
  void anEndpointIsSeenAndRemovedByItsTenantOnly() {
    JsonNode endpoint = endpoint("/in/" + IDS.next(), "payout.paid");
    String id = endpoint.path("id").asString();
    String path = "/api/v1/webhooks/" + id;
    String other = token("ADMIN", TenantId.of(IDS.next()));
    assertThat(call(other, "GET", path + "/deliveries", null).status()).isEqualTo(404);
    assertThat(call(other, "DELETE", path, null).status()).isEqualTo(404);
    assertThat(call(other, "GET", "/api/v1/webhooks", null).json().path("data").size()).isZero();
    String manager = token("MANAGER");
    JsonNode list = call(manager, "GET", "/api/v1/webhooks", null).json().path("data");
    assertThat(list.size()).isEqualTo(1);
    assertThat(list.toString()).doesNotContain("whsec_");
    assertThat(call(manager, "DELETE", path, null).status()).isEqualTo(403);
    assertThat(call(token("AFFILIATE"), "GET", "/api/v1/webhooks", null).status()).isEqualTo(403);
    assertThat(call(manager, "GET", "/api/v1/notifications/emails", null).status()).isEqualTo(403);
    assertThat(call(admin, "DELETE", path, null).status()).isEqualTo(204);
    assertThat(call(admin, "DELETE", path, null).status()).isEqualTo(404);
  }

  @Test
  void aRefusedAddressAnUnknownEventAndNothingAreAnswered422() {
    for (String body :
        List.of(
            "{}",
            "{\"url\":\"http://10.0.0.1/\",\"events\":[\"payout.paid\"]}",
            "{\"url\":\"https://user@example.com/\",\"events\":[\"payout.paid\"]}",
            "{\"url\":\"https://hooks.example.com/\",\"events\":[\"everything\"]}")) {
      assertThat(call(admin, "POST", "/api/v1/webhooks", body).status()).as(body).isEqualTo(422);
    }
  }

  @Test
  void everyTableOfATenantForcesRowSecurityAndSecretsAreEncrypted() {
    JsonNode endpoint = endpoint("/in/" + IDS.next(), "payout.paid");
    assertThat(TestDatabases.tablesWithoutRowSecurity("notification")).isEmpty();
    assertThat(
            TestDatabases.owner()
                .sql(
                    """
                    select coalesce(string_agg(encode(secret, 'escape'), ' '), '')
                      || coalesce((select string_agg(answer, ' ') from notification.idempotency_key), '')
                    from notification.webhook_endpoint
                    """)
                .query(String.class)
                .single())
        .doesNotContain(endpoint.path("secret").asString())
        .doesNotContain("whsec_");
  }

  private JsonNode endpoint(String path, String... events) {
    Reply reply =
        call(
            admin,
            "POST",
            "/api/v1/webhooks",
            "{\"url\":\"http://127.0.0.1:%d%s\",\"events\":[\"%s\"]}"
                .formatted(port(), path, String.join("\",\"", events)),
            "Idempotency-Key",
            IDS.next());
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json();
  }

  private JsonNode deliveries(JsonNode endpoint) {
    return call(
            admin,
            "GET",
            "/api/v1/webhooks/" + endpoint.path("id").asString() + "/deliveries",
            null)
        .json()
        .path("data");
  }

  private JsonNode emails() {
    return call(admin, "GET", "/api/v1/notifications/emails", null).json().path("data");
  }

  private void know(String address) {
    service
        .bean(EventProducer.class)
        .send(
            Topics.AFFILIATE_DIRECTORY,
            affiliate.value(),
            new AffiliateSnapshot(
                affiliate,
                tenant,
                "Anna",
                address,
                AffiliateSnapshot.Status.APPROVED,
                null,
                1,
                Instant.now()))
        .join();
  }

  private static void send(RewardEvent event) {
    service
        .bean(EventProducer.class)
        .send(Topics.REWARD_EVENTS, event.affiliateId().value(), event)
        .join();
  }

  private PayoutEvent payout(PayoutEvent.Change change) {
    return new PayoutEvent(
        "evt-" + IDS.next(),
        tenant,
        affiliate,
        change,
        PayoutId.of(IDS.next()),
        PayoutRunId.of(IDS.next()),
        new Money(1_234, USD),
        "tr_1",
        null,
        Instant.now());
  }

  private CommissionEvent commission(CommissionEvent.Change change) {
    return new CommissionEvent(
        "evt-" + IDS.next(),
        tenant,
        affiliate,
        change,
        CommissionId.of(IDS.next()),
        ConversionId.of(IDS.next()),
        CampaignId.of(IDS.next()),
        new Money(500, USD),
        Instant.now(),
        null,
        null,
        Instant.now());
  }

  private Unattributed decision() {
    return new Unattributed(
        "dec-" + IDS.next(),
        tenant,
        ConversionId.of(IDS.next()),
        1,
        new Subject(
            CampaignId.of(IDS.next()),
            "purchase",
            "o-1",
            new Money(10_001, USD),
            Instant.now(),
            "visitor",
            "evt",
            null,
            null),
        Instant.now(),
        List.of());
  }

  private static List<MimeMessage> mailsTo(String address) {
    return List.of(MAIL.getReceivedMessagesForDomain(address));
  }

  private static List<Call> calls(String path) {
    return CALLS.stream().filter(call -> call.path().equals(path)).toList();
  }

  private String token(String role) {
    return token(role, tenant);
  }

  private static String token(String role, TenantId tenant) {
    Instant now = Instant.now();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID("k")
                .build(),
            new JWTClaimsSet.Builder()
                .issuer("tributary")
                .audience("tributary-api")
                .subject(UserId.of(IDS.next()).value())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .claim("tenant", tenant.value())
                .claim("email", "a@example.com")
                .claim("roles", List.of(role))
                .build());
    try {
      jwt.sign(new ECDSASigner(key));
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }

  private static Reply call(
      String token, String method, String path, String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Authorization";
    all[headers.length + 1] = "Bearer " + token;
    HttpResponse<String> answer = service.call(method, path, body, all);
    return new Reply(answer.statusCode(), answer.body());
  }

  private static int port() {
    return receiver.getAddress().getPort();
  }

  private static void eventually(Supplier<Boolean> holds) {
    Instant end = Instant.now().plusSeconds(30);
    while (!holds.get()) {
      assertThat(Instant.now()).as("within 30 s").isBefore(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private record Reply(int status, String body) {

    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  private record Call(String path, Map<String, List<String>> headers, String body) {

    Map<String, List<String>> signed() {
      return Map.of(
          "webhook-id", headers.get("Webhook-id"),
          "webhook-timestamp", headers.get("Webhook-timestamp"),
          "webhook-signature", headers.get("Webhook-signature"));
    }
  }
}
