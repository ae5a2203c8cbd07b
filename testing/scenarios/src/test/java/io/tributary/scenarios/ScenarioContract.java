package io.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.scenarios.Http.Answer;
import io.tributary.scenarios.Programme.Visit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What holds in every deployment. */
abstract class ScenarioContract {

  abstract Deployment deployment();

  @Test
  void aClickBecomesASettledPayoutSplitOverBothAffiliates() {
    Programme programme =
        Programme.create(deployment(), Map.of("hold", "PT0S")).with("anna", "ben");
    Visit first = programme.click("anna", Visit.NEW);
    Visit second = programme.click("ben", first);
    String conversion = programme.order(second, "order-" + programme.run, "100.01");
    assertThat(programme.order(second, "order-" + programme.run, "100.01")).isEqualTo(conversion);

    JsonNode decided = programme.decided(conversion);
    assertThat(decided.path("status").asString()).isEqualTo("attributed");
    assertThat(decided.path("amount").asLong()).isEqualTo(10_001);
    assertThat(
            decided.path("credits").values().stream()
                .mapToInt(credit -> credit.path("ppm").asInt())
                .sum())
        .isEqualTo(1_000_000);
    assertThat(decided.path("trace").size()).isPositive();

    List<JsonNode> commissions = programme.commissions(conversion, 2);
    assertThat(commissions.stream().mapToLong(row -> row.path("amount").asLong()).sum())
        .isEqualTo(1_000);

    for (String name : List.of("anna", "ben")) {
      payable(programme, name);
    }
    for (JsonNode commission : commissions) {
      Answer approved =
          programme.admin.post(
              "commissions/" + commission.path("id").asString() + "/approve", Map.of());
      assertThat(approved.status()).isIn(200, 409);
    }
    settle(programme, List.of("anna", "ben"));

    for (String name : List.of("anna", "ben")) {
      JsonNode balance = programme.balance(name);
      assertThat(balance.path("available").asLong()).isZero();
      assertThat(balance.path("in_flight").asLong()).isZero();
      assertThat(balance.path("paid").asLong()).isPositive();
    }
    ledgerSumsToZero(programme.admin);

    JsonNode report =
        Http.eventually(
            Duration.ofSeconds(10),
            "report",
            () ->
                Optional.of(
                        programme.admin.read(
                            "reports/performance?group_by=affiliate&campaign_id="
                                + programme.campaign))
                    .filter(
                        seen ->
                            seen.path("data").values().stream()
                                    .mapToDouble(row -> row.path("conversions").asDouble())
                                    .sum()
                                > 0.99));
    assertThat(
            report.path("data").values().stream()
                .mapToLong(row -> row.path("clicks").asLong())
                .sum())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void aPartialRefundTakesItsShareBackAndItsRepeatTakesNothing() {
    Programme programme = Programme.create(deployment(), Map.of()).with("carl");
    Visit visit = programme.click("carl", Visit.NEW);
    String conversion = programme.order(visit, "refunded-" + programme.run, "80.00");
    programme.decided(conversion);
    programme.commissions(conversion, 1);
    Map<String, Object> refund =
        Map.of(
            "refund_id",
            "r-" + programme.run,
            "amount",
            2_000,
            "currency",
            "USD",
            "reason",
            "item_returned");
    for (int i = 0; i < 2; i++) {
      Answer answer = programme.admin.post("conversions/" + conversion + "/refunds", refund);
      assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }
    JsonNode commission =
        Http.eventually(
            Duration.ofSeconds(10),
            "taken back",
            () ->
                Optional.of(programme.commissions(conversion, 1).getFirst())
                    .filter(row -> row.path("taken_back").asLong() > 0));
    assertThat(commission.path("taken_back").asLong()).isEqualTo(200);
    assertThat(programme.balance("carl").path("held").asLong()).isEqualTo(600);
    assertThat(programme.admin.read("conversions/" + conversion).path("refunded_amount").asLong())
        .isEqualTo(2_000);
    ledgerSumsToZero(programme.admin);
  }

  @Test
  void theSameOrderThroughAnotherChannelIsOneConversion() {
    Programme programme = Programme.create(deployment(), Map.of()).with("dora");
    Visit visit = programme.click("dora", Visit.NEW);
    String order = "twice-" + programme.run;
    String conversion = programme.order(visit, order, "25.00");
    programme.decided(conversion);
    Answer batch =
        events(
            programme,
            List.of(
                Map.of(
                    "type",
                    "conversion",
                    "event_id",
                    "api-" + programme.run,
                    "event",
                    "purchase",
                    "campaign_id",
                    programme.campaign,
                    "click_id",
                    visit.clickId(),
                    "order_id",
                    order,
                    "amount",
                    "25.00",
                    "currency",
                    "USD")));
    assertThat(batch.status()).as(batch.body()).isEqualTo(202);
    assertThat(batch.json().path("results").get(0).path("conversion_id").asString())
        .isEqualTo(conversion);
    Http.eventually(
        Duration.ofSeconds(10),
        "the repeat is counted",
        () ->
            Optional.of(programme.admin.read("conversions/" + conversion))
                .filter(seen -> seen.path("duplicates").asInt() == 1));
    assertThat(programme.commissions(conversion, 1)).hasSize(1);
  }

  @Test
  void badInputIsRefusedWithAReasonAndCounted() {
    Programme programme = Programme.create(deployment(), Map.of()).with("emil");
    Visit visit = programme.click("emil", Visit.NEW);
    double before = refused();
    Map<Map<String, String>, Integer> wrong =
        Map.of(
            Map.of("amount", "12.345"), 422,
            Map.of("amount", "-1"), 422,
            Map.of("amount", "abc"), 422,
            Map.of("currency", "XXQ"), 422,
            Map.of("currency", "EUR"), 422,
            Map.of("click_id", "forged"), 422,
            Map.of("token", "nope"), 401);
    wrong.forEach(
        (change, status) -> {
          Map<String, String> values =
              new java.util.HashMap<>(
                  Map.of("click_id", visit.clickId(), "order_id", "bad", "amount", "1.00"));
          values.putAll(change);
          Answer answer = programme.postback(values);
          assertThat(answer.status()).as("%s: %s", change, answer.body()).isBetween(400, 499);
          assertThat(answer.contentType()).isEqualTo("application/problem+json");
          assertThat(answer.json().path("code").asString()).isNotEmpty();
        });
    assertThat(Http.get(deployment().edge() + "/c/no-such-link").status()).isEqualTo(404);
    Answer mixed =
        events(
            programme,
            List.of(
                Map.of(
                    "type",
                    "conversion",
                    "event_id",
                    "u-" + programme.run,
                    "event",
                    "purchase",
                    "campaign_id",
                    "camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1",
                    "click_id",
                    visit.clickId(),
                    "amount",
                    "1.00",
                    "currency",
                    "USD"),
                Map.of("type", "poke")));
    assertThat(mixed.status()).isEqualTo(202);
    assertThat(mixed.json().path("results").values())
        .allMatch(result -> result.path("status").asString().equals("refused"));
    assertThat(edge("POST", "/v1/events", programme, "{not json").status()).isEqualTo(400);
    assertThat(edge("POST", "/v1/events", programme, "x".repeat(3_000_000)).status())
        .isEqualTo(413);
    assertThat(refused()).isGreaterThanOrEqualTo(before + wrong.size() + 3);
  }

  @Test
  void theApiAnswersBadInputWithProblemsAndNeverWithAFailure() {
    ApiClient admin = ApiClient.admin(deployment());
    Answer empty = admin.post("campaigns", Map.of());
    assertThat(empty.status()).isIn(400, 422);
    assertThat(empty.errors()).containsKeys("name", "advertiser_id");
    for (String path :
        List.of(
            "campaigns/camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1",
            "campaigns/nonsense",
            "conversions/x'--",
            "payouts/po_1",
            "nothing/here")) {
      assertThat(admin.get(path).status()).as(path).isEqualTo(404);
    }
    for (String path :
        List.of(
            "campaigns?limit=0",
            "affiliates?limit=9999",
            "reports/performance?group_by=colour",
            "reports/performance?from=yesterday")) {
      Answer answer = admin.get(path);
      assertThat(answer.status()).as(path).isIn(400, 422);
      assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }
    Answer nul = admin.get("affiliates/%00");
    assertThat(nul.status()).isEqualTo(400);
    assertThat(nul.contentType()).isEqualTo("application/problem+json");
    assertThat(admin.call("POST", "campaigns", Map.of(), Optional.of("{")).status()).isEqualTo(400);
    assertThat(admin.call("DELETE", "campaigns", Map.of(), Optional.empty()).status())
        .isEqualTo(405);
    assertThat(
            admin
                .call("POST", "campaigns", Map.of("Content-Type", "text/plain"), Optional.of("x"))
                .status())
        .isEqualTo(415);
  }

  @Test
  void aHypotheticalClickIsExplainedByTheEdge() {
    Programme programme = Programme.create(deployment(), Map.of()).with("hypo");
    programme.click("hypo", Visit.NEW);
    ApiClient admin = ApiClient.admin(deployment());
    JsonNode answer =
        admin.write(
            "fraud/evaluate",
            Map.of("campaign_id", programme.campaign, "user_agent", "python-requests/2.32.3"));
    assertThat(answer.path("verdict").asString()).isEqualTo("reject");
    assertThat(answer.path("reason").asString()).isEqualTo("non_human");
    assertThat(answer.path("signals")).hasSizeGreaterThan(10);
    assertThat(admin.post("fraud/evaluate", Map.of("ip", "nowhere")).errors()).containsKeys("ip");
    assertThat(user(programme, "AFFILIATE", "hypo").post("fraud/evaluate", Map.of()).status())
        .isEqualTo(403);
  }

  @Test
  void everyoneSeesWhatTheirRoleAllows() {
    Programme programme = Programme.create(deployment(), Map.of()).with("fay", "gus");
    Visit visit = programme.click("fay", Visit.NEW);
    String conversion = programme.order(visit, "own-" + programme.run, "10.00");
    programme.decided(conversion);
    programme.commissions(conversion, 1);
    ApiClient fay = user(programme, "AFFILIATE", "fay");
    ApiClient gus = user(programme, "AFFILIATE", "gus");
    assertThat(fay.get("conversions/" + conversion).status()).isEqualTo(200);
    assertThat(gus.get("conversions/" + conversion).status()).isEqualTo(404);
    assertThat(fay.read("commissions").path("data").size()).isEqualTo(1);
    assertThat(gus.read("commissions").path("data").size()).isZero();
    assertThat(fay.get("affiliates/" + programme.affiliate("gus") + "/balances").status())
        .isIn(403, 404);
    assertThat(fay.post("payout-runs", Map.of("currency", "USD", "gateway", "sandbox")).status())
        .isEqualTo(403);
    assertThat(fay.get("users").status()).isEqualTo(403);
    assertThat(fay.get("ledger/entries").status()).isIn(200, 403);
    for (String path :
        List.of(
            "campaigns",
            "affiliates",
            "conversions",
            "commissions",
            "payouts",
            "ledger/entries",
            "audit-log")) {
      assertThat(Http.get(deployment().api() + "/api/v1/" + path).status()).as(path).isEqualTo(401);
    }
  }

  @Test
  void theConsoleIsServedWithAFreshNonceAndNothingElsePassesForIt() {
    String base = deployment().api();
    Answer page = Http.get(base + "/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.contentType()).isEqualTo("text/html");
    assertThat(page.header("cache-control")).isEqualTo("no-store");
    assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
    String policy = page.header("content-security-policy");
    assertThat(policy).contains("nonce-").doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("__CSP_NONCE__");
    assertThat(Http.get(base + "/campaigns/abc/edit").header("content-security-policy"))
        .isNotEqualTo(policy)
        .contains("nonce-");
    String script = page.body().replaceAll("(?s).*?src=\"(/assets/[^\"]+\\.js)\".*", "$1");
    Answer asset = Http.get(base + script);
    assertThat(asset.status()).isEqualTo(200);
    assertThat(asset.header("cache-control")).contains("immutable");
    assertThat(Http.get(base + "/assets/gone-12345678.js").status()).isEqualTo(404);
    assertThat(Http.get(base + "/nope.txt").status()).isEqualTo(404);
    assertThat(Http.get(base + "/color-scheme.js").status()).isEqualTo(200);
    Answer unknown = ApiClient.admin(deployment()).get("no-such-thing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.contentType()).isEqualTo("application/problem+json");
    JsonNode document = Http.get(base + "/api/openapi.json").json();
    assertThat(document.path("paths").has("/api/v1/campaigns")).isTrue();
  }

  @Test
  void theConsolesCookieSignsInAndItsWritesNeedItsHeader() {
    Answer signedIn =
        Http.send(
            "POST",
            deployment().api() + "/api/v1/auth/login",
            Map.of("Content-Type", "application/json"),
            Optional.of(
                Http.JSON.writeValueAsString(
                    Map.of("email", Deployment.ADMIN, "password", Deployment.PASSWORD))));
    String cookies =
        signedIn
            .header("set-cookie")
            .lines()
            .map(line -> line.split(";")[0])
            .collect(Collectors.joining("; "));
    assertThat(signedIn.header("set-cookie")).contains("HttpOnly").contains("SameSite=Strict");
    String me = deployment().api() + "/api/v1/me";
    assertThat(Http.send("GET", me, Map.of("Cookie", cookies), Optional.empty()).status())
        .isEqualTo(200);
    String advertisers = deployment().api() + "/api/v1/advertisers";
    Map<String, String> forged = Map.of("Cookie", cookies, "Content-Type", "application/json");
    assertThat(Http.send("POST", advertisers, forged, Optional.of("{\"name\":\"x\"}")).status())
        .isEqualTo(403);
    Map<String, String> own = new java.util.HashMap<>(forged);
    own.put("X-Tributary-Console", "1");
    assertThat(Http.send("POST", advertisers, own, Optional.of("{\"name\":\"x\"}")).status())
        .isEqualTo(201);
  }

  @Test
  void theLiveStreamShowsAClickAsItComes() throws IOException {
    showsAClick("reports/live", "hal");
  }

  @Test
  void theEventStreamShowsAClickAsItComes() throws IOException {
    showsAClick("events/stream?type=click", "ida");
  }

  private void showsAClick(String address, String affiliate) throws IOException {
    Programme programme = Programme.create(deployment(), Map.of()).with(affiliate);
    Answer signedIn =
        Http.send(
            "POST",
            deployment().api() + "/api/v1/auth/login",
            Map.of("Content-Type", "application/json"),
            Optional.of(
                Http.JSON.writeValueAsString(
                    Map.of("email", Deployment.ADMIN, "password", Deployment.PASSWORD))));
    HttpURLConnection stream =
        (HttpURLConnection)
            URI.create(deployment().api() + "/api/v1/" + address).toURL().openConnection();
    stream.setReadTimeout(20_000);
    stream.setRequestProperty("Accept", "text/event-stream");
    stream.setRequestProperty(
        "Authorization", "Bearer " + signedIn.json().path("access_token").asString());
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
      programme.click(affiliate, Visit.NEW);
      boolean seen = false;
      for (int i = 0; i < 2_000 && !seen; i++) {
        String line = lines.readLine();
        seen = line != null && line.startsWith("data:") && line.contains(programme.campaign);
      }
      assertThat(seen).isTrue();
    } finally {
      stream.disconnect();
    }
  }

  // --- steps ------------------------------------------------------------------------------------

  static void payable(Programme programme, String name) {
    Answer answer =
        programme.admin.call(
            "PATCH",
            "affiliates/" + programme.affiliate(name),
            Map.of(),
            Optional.of(
                Http.JSON.writeValueAsString(
                    Map.of(
                        "payout_profile",
                        Map.of(
                            "gateway",
                            "sandbox",
                            "currency",
                            "USD",
                            "account",
                            "acct-" + name + "-" + programme.run,
                            "threshold",
                            0)))));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  static void settle(Programme programme, List<String> names) {
    JsonNode run =
        Http.eventually(
            Duration.ofSeconds(5),
            "a payout run",
            () ->
                Optional.of(
                        programme.admin.post(
                            "payout-runs",
                            Map.of(
                                "currency",
                                "USD",
                                "gateway",
                                "sandbox",
                                "affiliate_ids",
                                names.stream().map(programme::affiliate).toList())))
                    .filter(answer -> answer.status() == 201)
                    .map(Answer::json));
    String id = run.path("id").asString();
    programme.admin.write("payout-runs/" + id + "/approve", Map.of());
    Http.eventually(
        Duration.ofSeconds(15),
        "payouts settled",
        () ->
            Optional.of(programme.admin.read("payouts?run_id=" + id).path("data"))
                .filter(
                    rows ->
                        rows.size() == names.size()
                            && rows.values().stream()
                                .allMatch(row -> row.path("status").asString().equals("settled"))));
  }

  static void ledgerSumsToZero(ApiClient admin) {
    assertThat(admin.read("ledger/trial-balance").path("data").values())
        .allMatch(row -> row.path("debit").asLong() == row.path("credit").asLong());
  }

  private ApiClient user(Programme programme, String role, String name) {
    String email = name + "." + programme.run + "@users.example.org";
    String password = "a long enough password " + programme.run;
    programme.admin.write(
        "users",
        Map.of(
            "email",
            email,
            "name",
            name,
            "password",
            password,
            "role",
            role,
            "affiliate_id",
            programme.affiliate(name)));
    return ApiClient.signIn(deployment(), email, password);
  }

  private Answer events(Programme programme, List<Map<String, Object>> events) {
    String body = Http.JSON.writeValueAsString(Map.of("events", events));
    return Http.eventually(
        Duration.ofSeconds(3),
        "key usable",
        () ->
            Optional.of(edge("POST", "/v1/events", programme, body))
                .filter(a -> a.status() != 401));
  }

  private Answer edge(String method, String path, Programme programme, String body) {
    return Http.send(
        method,
        deployment().edge() + path,
        Map.of("Authorization", "Bearer " + key(programme), "Content-Type", "application/json"),
        Optional.of(body));
  }

  private String key;

  private String key(Programme programme) {
    if (key == null) {
      key =
          programme
              .admin
              .write(
                  "api-keys",
                  Map.of("name", "server " + programme.run, "scopes", List.of("events.write")))
              .path("key")
              .asString();
      Http.eventually(
          Duration.ofSeconds(3),
          "key usable",
          () ->
              Optional.of(edge("POST", "/v1/events", programme, "{\"events\":[]}"))
                  .filter(a -> a.status() != 401));
    }
    return key;
  }

  private double refused() {
    return Http.get(deployment().managementOf("tracking") + "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("tracking_refused_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
