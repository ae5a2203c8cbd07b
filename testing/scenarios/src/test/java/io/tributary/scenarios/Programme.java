package io.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.scenarios.Http.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** An advertiser with one active campaign and affiliates in it, made for one scenario. */
final class Programme {

  final Deployment deployment;
  final ApiClient admin;
  final String run = UUID.randomUUID().toString().substring(0, 8);
  final String advertiser;
  final String campaign;
  final String postbackToken;
  private final Map<String, String> affiliates = new HashMap<>();
  private final Map<String, String> codes = new HashMap<>();

  private Programme(Deployment deployment, Map<String, Object> terms) {
    this.deployment = deployment;
    this.admin = ApiClient.admin(deployment);
    this.advertiser =
        admin.write("advertisers", Map.of("name", "Acme " + run)).path("id").asString();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("advertiser_id", advertiser);
    body.put("name", "Spring " + run);
    body.put("currency", "USD");
    body.put("landing_url", "https://shop.example/landing?src=aff");
    body.put("allowed_domains", List.of("shop.example"));
    body.put(
        "attribution", Map.of("model", "linear", "click_window", "P30D", "view_window", "P1D"));
    body.put("hold", "P14D");
    body.put(
        "commission_rules",
        List.of(
            Map.of(
                "name",
                "base",
                "when",
                "true",
                "then",
                Map.of("type", "percentage", "percent", "10"))));
    body.putAll(terms);
    JsonNode created = admin.write("campaigns", body);
    this.campaign = created.path("id").asString();
    this.postbackToken = created.path("postback_token").asString();
    admin.write("campaigns/" + campaign + "/activate", Map.of());
  }

  static Programme create(Deployment deployment, Map<String, Object> terms) {
    return new Programme(deployment, terms);
  }

  /** Creates, approves and links an affiliate. */
  Programme with(String... names) {
    for (String name : names) {
      String id =
          admin
              .write(
                  "affiliates",
                  Map.of("name", name + " " + run, "email", name + "." + run + "@example.org"))
              .path("id")
              .asString();
      admin.write("affiliates/" + id + "/approve", Map.of());
      admin.write("campaigns/" + campaign + "/memberships", Map.of("affiliate_id", id));
      JsonNode link = admin.write("links", Map.of("campaign_id", campaign, "affiliate_id", id));
      affiliates.put(name, id);
      codes.put(name, link.path("code").asString());
    }
    return this;
  }

  String affiliate(String name) {
    return affiliates.get(name);
  }

  String code(String name) {
    return codes.get(name);
  }

  /** Follows an affiliate's link in a browser, until the edge knows it. */
  Visit click(String name, Visit before) {
    Map<String, String> headers =
        before.cookie().isEmpty() ? Map.of() : Map.of("Cookie", before.cookie());
    Answer answer =
        Http.eventually(
            Duration.ofSeconds(3),
            "link usable",
            () ->
                Optional.of(
                        Http.send(
                            "GET",
                            deployment.edge() + "/c/" + codes.get(name) + "?sub1=abc",
                            headers,
                            Optional.empty()))
                    .filter(seen -> seen.status() == 302));
    URI location = URI.create(answer.header("location"));
    String clickId =
        Arrays.stream(location.getRawQuery().split("&"))
            .filter(pair -> pair.startsWith("click_id="))
            .map(pair -> pair.substring("click_id=".length()))
            .findFirst()
            .orElseThrow();
    String cookie =
        answer.header("set-cookie").startsWith("tb_vid=")
            ? answer.header("set-cookie").split(";")[0]
            : before.cookie();
    return new Visit(cookie, clickId);
  }

  Answer postback(Map<String, String> values) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("token", postbackToken);
    all.put("event", "purchase");
    all.put("currency", "USD");
    all.putAll(values);
    return Http.get(deployment.edge() + "/postback?" + Http.query(all));
  }

  /** Reports an order; its conversion id. */
  String order(Visit visit, String orderId, String amount) {
    Answer answer =
        postback(Map.of("click_id", visit.clickId(), "order_id", orderId, "amount", amount));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("conversion_id").asString();
  }

  /** The conversion once its decision is readable. */
  JsonNode decided(String conversion) {
    return Http.eventually(
        Duration.ofSeconds(10),
        "decision of " + conversion,
        () ->
            Optional.of(admin.get("conversions/" + conversion))
                .filter(answer -> answer.status() == 200)
                .map(Answer::json)
                .filter(seen -> !seen.path("status").asString().equals("received")));
  }

  /** The commissions of a conversion once there are so many. */
  List<JsonNode> commissions(String conversion, int count) {
    return Http.eventually(
        Duration.ofSeconds(10),
        "commissions of " + conversion,
        () ->
            Optional.of(
                    List.copyOf(
                        admin
                            .read("commissions?conversion_id=" + conversion)
                            .path("data")
                            .values()))
                .filter(found -> found.size() == count));
  }

  JsonNode balance(String name) {
    return admin.read("affiliates/" + affiliate(name) + "/balances").path("data").values().stream()
        .filter(row -> row.path("currency").asString().equals("USD"))
        .findFirst()
        .orElseThrow();
  }

  /** A browser: its visitor cookie and its latest click. */
  record Visit(String cookie, String clickId) {

    static final Visit NEW = new Visit("", "");
  }
}
