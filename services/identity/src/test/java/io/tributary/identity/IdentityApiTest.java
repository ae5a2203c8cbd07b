package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topics;
import io.tributary.identity.IdentityApp.Answer;
import io.tributary.identity.store.SignInTraceStore;
import io.tributary.identity.store.SigningKeyStore;
import io.tributary.identity.store.TenantStore;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.security.SignInHashes;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.TestDatabases;
import io.tributary.platform.testing.TestKafka;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import tools.jackson.databind.JsonNode;

class IdentityApiTest {

  private static final IdSource IDS = IdSource.system();
  private static IdentityApp app;

  @BeforeAll
  static void start() {
    app = IdentityApp.start("tributary.identity.failed-sign-ins-per-minute=30");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void signingInGivesATokenAndTwoCookies() {
    Answer answer = app.login("  ADMIN@example.com ", IdentityApp.PASSWORD);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder("access_token", "token_type", "expires_in");
    assertThat(answer.json().path("token_type").asString()).isEqualTo("Bearer");
    assertThat(answer.json().path("expires_in").asInt()).isEqualTo(600);
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.setCookie("tb_session"))
        .contains("; Path=/;", "HttpOnly", "SameSite=Strict", "Max-Age=600")
        .doesNotContain("Secure");
    assertThat(answer.setCookie("tb_refresh"))
        .contains("Path=/api/v1/auth", "HttpOnly", "SameSite=Strict", "Max-Age=1209600");
    String token = answer.json().path("access_token").asString();
    JsonNode me = app.as(token, "GET", "/api/v1/me", null).json();
    assertThat(me.path("email").asString()).isEqualTo(IdentityApp.EMAIL);
    assertThat(me.path("tenant").path("name").asString()).isEqualTo("default");
    assertThat(me.path("roles").toString()).isEqualTo("[\"ADMIN\"]");
    assertThat(me.has("affiliate_id")).isTrue();
    Answer byCookie = app.call("GET", "/api/v1/me", null, "Cookie", answer.cookie("tb_session"));
    assertThat(byCookie.status()).isEqualTo(200);
  }

  @Test
  void aWrongPasswordAnUnknownAndADisabledUserLookTheSame() {
    String admin = app.adminToken();
    JsonNode user = create(admin, "MANAGER", "");
    app.as(admin, "PATCH", path(user), "{\"status\":\"disabled\"}");
    List<Answer> answers =
        List.of(
            app.login(IdentityApp.EMAIL, IdentityApp.PASSWORD + "x"),
            app.login("nobody." + app.unique() + "@example.com", IdentityApp.PASSWORD),
            app.login(user.path("email").asString(), "password of a user"));
    for (Answer answer : answers) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.response().body()).isEqualTo(answers.getFirst().response().body());
    }
    Answer empty = app.call("POST", "/api/v1/auth/login", "{}");
    assertThat(empty.status()).isEqualTo(422);
    assertThat(app.call("POST", "/api/v1/auth/login", "{not json").status()).isEqualTo(400);
    assertThat(app.bean(MeterRegistry.class).get("auth_failures_total").counters()).isNotEmpty();
  }

  @Test
  void anAddressThatKeepsFailingHasToWaitWhetherItIsKnownOrNot() {
    JsonNode user = create(app.adminToken(), "MANAGER", "");
    for (String email :
        List.of(user.path("email").asString(), "nobody." + app.unique() + "@example.com")) {
      for (int i = 0; i < 5; i++) {
        assertThat(app.login(email, "wrong password").status()).isEqualTo(401);
      }
      Answer slow = app.login(email, "password of a user");
      assertThat(slow.status()).isEqualTo(429);
      assertThat(slow.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(Integer.parseInt(slow.header("Retry-After"))).isBetween(20, 30);
    }
  }

  @Test
  void aClientAddressThatKeepsFailingHasToWait() {
    String email = "nobody." + app.unique() + "@example.com";
    String wait = "";
    for (int i = 0; i < 70 && !wait.matches("[12]"); i++) {
      wait = app.login(email, "wrong", "X-Forwarded-For", "203.0.113.77").header("Retry-After");
    }
    assertThat(wait).matches("[12]");
    assertThat(app.login(IdentityApp.EMAIL, IdentityApp.PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void aRefreshTokenIsGoodOnceAndItsReuseEndsTheSession() {
    Answer first = app.login(IdentityApp.EMAIL, IdentityApp.PASSWORD);
    Answer second = refresh(first.cookie("tb_refresh"));
    assertThat(second.status()).isEqualTo(200);
    String token = second.json().path("access_token").asString();
    assertThat(app.as(token, "GET", "/api/v1/me", null).status()).isEqualTo(200);
    assertThat(second.cookie("tb_refresh")).isNotEqualTo(first.cookie("tb_refresh"));

    double before = app.bean(MeterRegistry.class).get("refresh_reuse_total").counter().count();
    Answer reused = refresh(first.cookie("tb_refresh"));
    assertThat(reused.status()).isEqualTo(401);
    assertThat(reused.setCookie("tb_refresh")).contains("Max-Age=0");
    assertThat(refresh(second.cookie("tb_refresh")).status()).isEqualTo(401);
    assertThat(app.bean(MeterRegistry.class).get("refresh_reuse_total").counter().count())
        .isEqualTo(before + 1);
    eventually(() -> actions(app.adminToken()).contains("session.refresh_reused"));
  }

  @Test
  void ofManyUsesOfOneTokenAtOnceOneWins() {
    String cookie = app.login(IdentityApp.EMAIL, IdentityApp.PASSWORD).cookie("tb_refresh");
    List<CompletableFuture<Integer>> uses =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> refresh(cookie).status()))
            .toList();
    assertThat(uses.stream().map(CompletableFuture::join).filter(status -> status == 200))
        .hasSize(1);
  }

  @Test
  void signingOutEndsTheSession() {
    String cookie = app.login(IdentityApp.EMAIL, IdentityApp.PASSWORD).cookie("tb_refresh");
    assertThat(app.call("POST", "/api/v1/auth/logout", null, "Cookie", cookie).status())
        .isEqualTo(403);
    Answer out =
        app.call("POST", "/api/v1/auth/logout", null, "Cookie", cookie, "X-Tributary-Console", "1");
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.setCookie("tb_session")).contains("Max-Age=0");
    assertThat(refresh(cookie).status()).isEqualTo(401);
  }

  @Test
  void renewingNeedsTheConsolesHeaderAndAKnownToken() {
    String cookie = app.login(IdentityApp.EMAIL, IdentityApp.PASSWORD).cookie("tb_refresh");
    assertThat(app.call("POST", "/api/v1/auth/refresh", null, "Cookie", cookie).status())
        .isEqualTo(403);
    assertThat(refresh("tb_refresh=unknown").status()).isEqualTo(401);
    assertThat(app.call("POST", "/api/v1/auth/refresh", null, "X-Tributary-Console", "1").status())
        .isEqualTo(401);
    assertThat(refresh(cookie).status()).isEqualTo(200);
  }

  @Test
  void aTokenIsVerifiedByAnIndependentDecoderOverThePublishedKeys() throws Exception {
    String token = app.adminToken();
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(app.base() + "/.well-known/jwks.json")
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .validateType(false)
            .build();
    decoder.setJwtValidator(
        JwtValidators.createAtJwtValidator()
            .issuer("tributary")
            .audience("tributary-api")
            .clientId("tributary-console")
            .build());
    Jwt jwt = decoder.decode(token);
    assertThat(SignedJWT.parse(token).getHeader().toJSONObject().keySet())
        .isEqualTo(Set.of("alg", "kid", "typ"));
    assertThat(jwt.getHeaders()).containsEntry("alg", "ES256").containsEntry("typ", "at+jwt");
    assertThat(jwt.getClaimAsString("iss")).isEqualTo("tributary");
    assertThat(jwt.getAudience()).containsExactly("tributary-api");
    assertThat(jwt.getSubject()).startsWith("usr_");
    assertThat(jwt.getClaimAsString("tenant")).startsWith("ten_");
    assertThat(jwt.getClaimAsStringList("roles")).containsExactly("ADMIN");
    assertThat(jwt.getId()).isNotBlank();
    assertThat(Duration.between(jwt.getIssuedAt(), jwt.getExpiresAt()))
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void theKeySetHoldsPublicPartsOnlyAndANewKeySignsWhenItsTimeComes() {
    JsonNode keys = app.call("GET", "/.well-known/jwks.json", null).json().path("keys");
    assertThat(keys.size()).isPositive();
    for (JsonNode key : keys) {
      assertThat(key.has("d")).isFalse();
      assertThat(key.path("use").asString()).isEqualTo("sig");
      assertThat(key.path("alg").asString()).isEqualTo("ES256");
      assertThat(key.path("crv").asString()).isEqualTo("P-256");
    }
    String before = kid(app.adminToken());
    SigningKeyStore store = app.bean(SigningKeyStore.class);
    store.add(Instant.now().plus(Duration.ofDays(1)));
    store.ensureOne();
    assertThat(app.call("GET", "/.well-known/jwks.json", null).json().path("keys").size())
        .isEqualTo(keys.size() + 1);
    assertThat(kid(app.adminToken())).isEqualTo(before);
    store.add(Instant.now().minusSeconds(1));
    store.ensureOne();
    assertThat(kid(app.adminToken())).isNotEqualTo(before);
  }

  @Test
  void privateKeysPasswordsAndRefreshTokensAreNotReadableInTheDatabase() {
    String cookie = app.login(IdentityApp.EMAIL, IdentityApp.PASSWORD).cookie("tb_refresh");
    String dump =
        TestDatabases.owner()
            .sql(
                """
                select string_agg(t::text, ' ') from (
                  select encode(private_key, 'escape') as v from identity.signing_key
                  union all select password_hash from identity.user_account
                  union all select encode(token_sha256, 'escape') from identity.refresh_token
                  union all select coalesce(answer, '') from identity.idempotency_key
                ) t
                """)
            .query(String.class)
            .single();
    assertThat(dump)
        .doesNotContain(cookie.split("=", 2)[1])
        .doesNotContain(IdentityApp.PASSWORD)
        .doesNotContain("\"kty\"")
        .doesNotContain("trb_live_0")
        .contains("{argon2}$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void anApiKeyIsShownOnceAndPublishedForTheEdge() {
    String admin = app.adminToken();
    String idempotency = app.unique();
    String body = "{\"name\":\"server\",\"scopes\":[\"events.write\"]}";
    Answer created =
        app.as(admin, "POST", "/api/v1/api-keys", body, "Idempotency-Key", idempotency);
    assertThat(created.status()).isEqualTo(201);
    String text = created.json().path("key").asString();
    String prefix = created.json().path("prefix").asString();
    String id = created.json().path("id").asString();
    assertThat(text).matches("trb_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{36}").startsWith(prefix);
    assertThat(id).startsWith("key_");

    Answer repeated =
        app.as(admin, "POST", "/api/v1/api-keys", body, "Idempotency-Key", idempotency);
    assertThat(repeated.status()).isEqualTo(201);
    assertThat(repeated.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(repeated.json().path("id").asString()).isEqualTo(id);
    assertThat(repeated.json().path("key").isNull()).isTrue();

    Answer list = app.as(admin, "GET", "/api/v1/api-keys?limit=500", null);
    assertThat(list.response().body()).contains(id).doesNotContain(text);
    eventually(() -> directory().stream().anyMatch(entry -> isKey(entry, id, false)));

    assertThat(app.as(admin, "DELETE", "/api/v1/api-keys/" + id, null).status()).isEqualTo(204);
    eventually(() -> directory().stream().anyMatch(entry -> isKey(entry, id, true)));
    assertThat(directory().toString()).doesNotContain(text.substring(22, 52));
    assertThat(app.as(admin, "DELETE", "/api/v1/api-keys/key_" + IDS.next(), null).status())
        .isEqualTo(404);
  }

  @Test
  void anApiKeyWithoutNameOrWithAnUnknownScopeIsRefused() {
    String admin = app.adminToken();
    assertThat(app.as(admin, "POST", "/api/v1/api-keys", "{}").status()).isEqualTo(422);
    Answer unknown =
        app.as(
            admin,
            "POST",
            "/api/v1/api-keys",
            "{\"name\":\"x\",\"scopes\":[\"events.write\",\"everything\"]}");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.json().path("errors").path(0).path("field").asString())
        .isEqualTo("scopes[1]");
  }

  @Test
  void aPublishableKeyHasHostsInsteadOfASecretAndIsShownAgain() {
    String admin = app.adminToken();
    String body =
        "{\"name\":\"shop %s\",\"kind\":\"publishable\",\"hosts\":[\"Shop.example\",\"*.brand.example\"]}"
            .formatted(app.unique());
    Answer created = app.as(admin, "POST", "/api/v1/api-keys", body);
    assertThat(created.status()).as(created.response().body()).isEqualTo(201);
    String text = created.json().path("key").asString();
    String id = created.json().path("id").asString();
    assertThat(text).matches("pk_live_[0-9A-Za-z]{12}");
    assertThat(created.json().path("hosts").toString())
        .isEqualTo("[\"*.brand.example\",\"shop.example\"]");
    assertThat(app.as(admin, "GET", "/api/v1/api-keys?limit=500", null).response().body())
        .contains("\"prefix\":\"" + text + "\"");
    eventually(
        () ->
            directory().stream()
                .anyMatch(
                    entry ->
                        entry.path("key_id").asString().equals(id)
                            && entry.path("kind").asString().equals("publishable")
                            && entry.path("hosts").toString().contains("shop.example")));
    assertThat(app.as(admin, "DELETE", "/api/v1/api-keys/" + id, null).status()).isEqualTo(204);
    eventually(() -> directory().stream().anyMatch(entry -> isKey(entry, id, true)));
  }

  @Test
  void eachKindOfKeyHasItsOwnFields() {
    String admin = app.adminToken();
    for (Map.Entry<String, String> refused :
        Map.of(
                "\"kind\":\"publishable\"", "hosts",
                "\"kind\":\"publishable\",\"hosts\":[]", "hosts",
                "\"kind\":\"publishable\",\"hosts\":[\"a.example\",\"*.com\"]", "hosts[1]",
                "\"kind\":\"publishable\",\"hosts\":[\"https://a.example\"]", "hosts[0]",
                "\"kind\":\"publishable\",\"hosts\":[\"a.example\"],\"scopes\":[\"events.write\"]",
                    "scopes",
                "\"scopes\":[\"events.write\"],\"hosts\":[\"a.example\"]", "hosts",
                "\"kind\":\"secret\"", "scopes")
            .entrySet()) {
      Answer answer =
          app.as(admin, "POST", "/api/v1/api-keys", "{\"name\":\"k\"," + refused.getKey() + "}");
      assertThat(answer.status()).as(refused.getKey()).isEqualTo(422);
      assertThat(answer.json().path("errors").path(0).path("field").asString())
          .isEqualTo(refused.getValue());
    }
  }

  @Test
  void theTenantsTrackingIsChangedFieldByFieldAndTold() {
    String admin = app.adminToken();
    Answer before = app.as(admin, "GET", "/api/v1/tenant/tracking", null);
    assertThat(before.json().path("unknown_consent").asString()).isEqualTo("denied_in_europe");
    String changed =
        "{\"unknown_consent\":\"granted\",\"cookie_life\":\"P45D\",\"cookie_domain\":\"Shop.example\",\"outbound_domains\":[\"pay.example\"],\"denied\":{\"networks\":[\"203.0.113.0/24\"]},\"fraud\":{\"review_from\":40,\"signals\":{\"ua_bot\":{\"mode\":\"monitor\",\"points\":10}}}}";
    Answer after =
        app.as(
            admin, "PATCH", "/api/v1/tenant/tracking", changed, "If-Match", before.header("ETag"));
    assertThat(after.status()).as(after.response().body()).isEqualTo(200);
    assertThat(after.json().path("cookie_life").asString()).isEqualTo("P45D");
    assertThat(after.json().path("cookie_domain").asString()).isEqualTo("shop.example");
    assertThat(after.json().path("fraud").path("signals").path("ua_bot").path("mode").asString())
        .isEqualTo("monitor");
    assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
    assertThat(app.as(admin, "GET", "/api/v1/tenant/tracking", null).response().body())
        .isEqualTo(after.response().body());
    eventually(
        () ->
            directory().stream()
                .anyMatch(
                    entry ->
                        entry.path("tracking").path("unknown_consent").asString().equals("granted")
                            && entry
                                .path("tracking")
                                .path("denied")
                                .toString()
                                .contains("203.0.113.0/24")));
    Answer stale =
        app.as(
            admin,
            "PATCH",
            "/api/v1/tenant/tracking",
            "{\"cookies\":false}",
            "If-Match",
            before.header("ETag"));
    assertThat(stale.status()).isEqualTo(412);
    Answer back =
        app.as(
            admin,
            "PATCH",
            "/api/v1/tenant/tracking",
            "{\"cookie_domain\":\"\",\"cookie_life\":\"\",\"denied\":{},\"fraud\":{},\"unknown_consent\":\"denied_in_europe\",\"outbound_domains\":[]}");
    assertThat(back.json()).isEqualTo(before.json());
    eventually(
        () ->
            app.as(admin, "GET", "/api/v1/audit-log?limit=100", null)
                .response()
                .body()
                .contains("tenant.tracking_changed"));
    JsonNode manager = create(admin, "MANAGER", "");
    String token =
        app.login(manager.path("email").asString(), "password of a user")
            .json()
            .path("access_token")
            .asString();
    assertThat(app.as(token, "GET", "/api/v1/tenant/tracking", null).status()).isEqualTo(200);
    assertThat(app.as(token, "PATCH", "/api/v1/tenant/tracking", "{}").status()).isEqualTo(403);
  }

  @Test
  void anAdministratorCreatesUsersOfEveryRole() {
    String admin = app.adminToken();
    String affiliate = AffiliateId.of(IDS.next()).value();
    JsonNode user = create(admin, "AFFILIATE", ",\"affiliate_id\":\"" + affiliate + "\"");
    Answer signedIn = app.login(user.path("email").asString(), "password of a user");
    String token = signedIn.json().path("access_token").asString();
    JsonNode me = app.as(token, "GET", "/api/v1/me", null).json();
    assertThat(me.path("affiliate_id").asString()).isEqualTo(affiliate);
    for (String path : List.of("users", "api-keys", "audit-log")) {
      assertThat(app.as(token, "GET", "/api/v1/" + path, null).status()).isEqualTo(403);
    }
    Answer unbound = post(admin, app.unique() + "@example.com", "ADVERTISER", "");
    assertThat(unbound.status()).isEqualTo(422);
    assertThat(unbound.response().body()).contains("advertiser_id");
    Answer twice =
        post(admin, user.path("email").asString().toUpperCase(Locale.ROOT), "MANAGER", "");
    assertThat(twice.status()).isEqualTo(409);
    Answer empty = app.as(admin, "POST", "/api/v1/users", "{}");
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.response().body()).contains("email", "name", "role", "password");
  }

  @Test
  void whereAnAffiliateSignsInIsToldToTheEdgesAsHashesForThirtyDays() {
    String admin = app.adminToken();
    AffiliateId affiliate = AffiliateId.of(IDS.next());
    JsonNode user = create(admin, "AFFILIATE", ",\"affiliate_id\":\"" + affiliate.value() + "\"");
    String email = user.path("email").asString();
    String[] browser = {"User-Agent", "Browser/1", "Accept-Language", "de-DE,de;q=0.9"};
    Answer first = signIn(email, "203.0.113.9", browser);
    JsonNode known = signIns(affiliate, 1, 1);
    TenantId tenant = new TenantId(known.path("tenant_id").asString());
    SignInHashes hashes = SignInHashes.ofKey(IdentityApp.SECRET_KEY);
    InetAddress address = InetAddress.ofLiteral("203.0.113.9");
    assertThat(known.path("addresses").path(0).asString())
        .isEqualTo(hashes.address(tenant, affiliate, address));
    assertThat(known.path("devices").path(0).asString())
        .isEqualTo(hashes.device(tenant, affiliate, address, "Browser/1", "de-DE"));
    assertThat(known.toString()).doesNotContain("203.0.113", "Browser");

    // A renewal counts, a repetition says nothing new, and a private address is everybody's.
    Answer renewed =
        app.call(
            "POST",
            "/api/v1/auth/refresh",
            null,
            "Cookie",
            first.cookie("tb_refresh"),
            "X-Tributary-Console",
            "1",
            "X-Forwarded-For",
            "203.0.113.10",
            "User-Agent",
            "Browser/1",
            "Accept-Language",
            "de-DE");
    assertThat(renewed.status()).isEqualTo(200);
    signIns(affiliate, 2, 1);
    signIn(email, "10.0.0.7", browser);
    signIn(email, "203.0.113.10", browser);
    assertThat(signIns(affiliate, 2, 1)).isNotNull();

    for (int i = 1; i <= 21; i++) {
      signIn(email, "198.51.100." + i, browser);
    }
    signIns(affiliate, 20, 2);
    assertThat(app.bean(SignInTraceStore.class).forget()).isZero();
    TestDatabases.owner()
        .sql(
            """
            update identity.sign_in_trace
            set seen_at = seen_at - interval '31 days'
            where affiliate_id = :affiliate
            """)
        .param("affiliate", affiliate.value())
        .update();
    assertThat(app.bean(SignInTraceStore.class).forget()).isEqualTo(1);
    signIns(affiliate, 0, 0);
    assertThat(app.bean(SignInTraceStore.class).forget()).isZero();
  }

  @Test
  void whereOthersSignInIsNotRemembered() {
    JsonNode user = create(app.adminToken(), "MANAGER", "");
    int before = signInTraces();
    signIn(user.path("email").asString(), "203.0.113.99");
    assertThat(signInTraces()).isEqualTo(before);
  }

  private static int signInTraces() {
    return TestDatabases.owner()
        .sql("select count(*) from identity.sign_in_trace")
        .query(Integer.class)
        .single();
  }

  private static Answer signIn(String email, String address, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "X-Forwarded-For";
    all[1] = address;
    Answer answer = app.login(email, "password of a user", all);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer;
  }

  /** The newest word on where the affiliate signed in, once it has so many. */
  private static JsonNode signIns(AffiliateId affiliate, int addresses, int devices) {
    AtomicReference<JsonNode> newest = new AtomicReference<>();
    eventually(
        () -> {
          directory().stream()
              .filter(entry -> entry.path("type").asString().equals("sign_ins"))
              .filter(entry -> entry.path("affiliate_id").asString().equals(affiliate.value()))
              .forEach(newest::set);
          JsonNode entry = newest.get();
          return entry != null
              && entry.path("addresses").size() == addresses
              && entry.path("devices").size() == devices;
        });
    return newest.get();
  }

  @Test
  void disablingAUserEndsTheSessionsAndTheLastAdministratorStays() {
    String admin = app.adminToken();
    JsonNode user = create(admin, "FINANCE", "");
    String cookie =
        app.login(user.path("email").asString(), "password of a user").cookie("tb_refresh");
    Answer disabled = app.as(admin, "PATCH", path(user), "{\"status\":\"disabled\"}");
    assertThat(disabled.json().path("status").asString()).isEqualTo("disabled");
    assertThat(refresh(cookie).status()).isEqualTo(401);
    JsonNode me = app.as(admin, "GET", "/api/v1/me", null).json();
    Answer last = app.as(admin, "PATCH", path(me), "{\"roles\":[\"MANAGER\"]}");
    assertThat(last.status()).isEqualTo(409);
    assertThat(last.json().path("code").asString()).isEqualTo("last_admin");
    assertThat(app.as(admin, "PATCH", "/api/v1/users/usr_" + IDS.next(), "{}").status())
        .isEqualTo(404);
  }

  @Test
  void theAuditLogHoldsWhatAnyServiceStatesOnce() {
    String admin = app.adminToken();
    String tenant =
        app.as(admin, "GET", "/api/v1/me", null).json().path("tenant").path("id").asString();
    String event = "evt-" + app.unique();
    AuditRecorded entry =
        new AuditRecorded(
            event,
            new TenantId(tenant),
            "usr_x",
            "campaign.activated",
            "camp_x",
            Instant.parse("2026-11-03T10:15:30.250Z"),
            Map.of("from", "draft"));
    EventProducer producer = app.bean(EventProducer.class);
    producer.send(Topics.AUDIT_EVENTS, tenant, entry).join();
    producer.send(Topics.AUDIT_EVENTS, tenant, entry).join();
    AuditRecorded foreign =
        new AuditRecorded(event, TenantId.of(IDS.next()), "a", "b", "c", Instant.EPOCH, Map.of());
    producer.send(Topics.AUDIT_EVENTS, tenant, foreign).join();
    producer
        .send(
            Topics.AUDIT_EVENTS,
            tenant,
            new AuditRecorded(
                event + "-last", entry.tenantId(), "a", "b", "c", Instant.EPOCH, Map.of()))
        .join();
    eventually(() -> rows(admin).stream().anyMatch(row -> id(row).equals(event + "-last")));
    List<JsonNode> found = rows(admin).stream().filter(row -> id(row).equals(event)).toList();
    assertThat(found).hasSize(1);
    JsonNode row = found.getFirst();
    assertThat(row.propertyNames())
        .containsExactlyInAnyOrder("id", "actor", "action", "target", "at", "details");
    assertThat(row.path("at").asString()).isEqualTo("2026-11-03T10:15:30.250Z");
    assertThat(row.path("details").path("from").asString()).isEqualTo("draft");

    JsonNode firstPage = app.as(admin, "GET", "/api/v1/audit-log?limit=1", null).json();
    String cursor = firstPage.path("next_cursor").asString();
    JsonNode secondPage =
        app.as(admin, "GET", "/api/v1/audit-log?limit=1&cursor=" + cursor, null).json();
    assertThat(id(secondPage.path("data").path(0)))
        .isNotEqualTo(id(firstPage.path("data").path(0)));
  }

  @Test
  void tenantsDoNotSeeEachOther() {
    Database database = app.bean("identity.database", Database.class);
    TenantId other = TenantId.of(IDS.next());
    database.inTransaction(
        sql -> {
          app.bean(TenantStore.class).insert(sql, other, "other " + other, Instant.now());
          return true;
        });
    List<String> tables =
        List.of("tenant", "user_account", "api_key", "audit_entry", "refresh_token");
    app.as(
        app.adminToken(), "POST", "/api/v1/api-keys", "{\"name\":\"k\",\"scopes\":[\"api.read\"]}");
    for (String table : tables) {
      int expected = table.equals("tenant") ? 1 : 0;
      assertThat(
              database.<Integer>readInTenant(
                  other,
                  sql ->
                      sql.sql("select count(*) from identity." + table)
                          .query(Integer.class)
                          .single()))
          .as(table)
          .isEqualTo(expected);
    }
    assertThat(TestDatabases.tablesWithoutRowSecurity("identity")).isEmpty();
  }

  private static Answer refresh(String cookie) {
    return app.call(
        "POST", "/api/v1/auth/refresh", null, "Cookie", cookie, "X-Tributary-Console", "1");
  }

  private static JsonNode create(String token, String role, String more) {
    Answer answer = post(token, "user." + app.unique() + "@example.com", role, more);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
    return answer.json();
  }

  private static Answer post(String token, String email, String role, String more) {
    return app.as(
        token,
        "POST",
        "/api/v1/users",
        "{\"email\":\"%s\",\"name\":\"U\",\"role\":\"%s\",\"password\":\"password of a user\"%s}"
            .formatted(email, role, more),
        "Idempotency-Key",
        app.unique());
  }

  private static String path(JsonNode user) {
    return "/api/v1/users/" + id(user);
  }

  private static String id(JsonNode row) {
    return row.path("id").asString();
  }

  private static String kid(String token) {
    try {
      return SignedJWT.parse(token).getHeader().getKeyID();
    } catch (java.text.ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<JsonNode> rows(String token) {
    JsonNode page = app.as(token, "GET", "/api/v1/audit-log?limit=500", null).json();
    return StreamSupport.stream(page.path("data").spliterator(), false).toList();
  }

  private static List<String> actions(String token) {
    return rows(token).stream().map(row -> row.path("action").asString()).toList();
  }

  private static boolean isKey(JsonNode entry, String id, boolean revoked) {
    return entry.path("key_id").asString("").equals(id)
        && entry.path("revoked").asBoolean() == revoked;
  }

  private static List<JsonNode> directory() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(TestKafka.connection().reader())) {
      TopicPartition partition = new TopicPartition(Topics.IDENTITY_DIRECTORY.name(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<JsonNode> entries = new java.util.ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> entries.add(EventJson.mapper().readTree(record.value())));
      }
      return entries;
    }
  }

  private static void eventually(Supplier<Boolean> holds) {
    Instant end = Instant.now().plusSeconds(15);
    while (!holds.get()) {
      assertThat(Instant.now()).as("within 15 s").isBefore(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
