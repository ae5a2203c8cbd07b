package io.tributary.campaign.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tributary.campaign.membership.Memberships.Added;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.ServiceClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class RestMembershipsTest {

  private static final CampaignId CAMPAIGN = new CampaignId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1");
  private static final AffiliateId AFFILIATE = new AffiliateId("aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2");
  private static final String MEMBER =
      """
      {"id":"mem_01K9ZQ4T6R8XJ2M5N7P9S1V3WC","campaign_id":"camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1",
       "affiliate_id":"aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2","status":"%s",
       "created_at":"2026-11-03T10:15:30.250Z"}
      """;

  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private RestMemberships memberships;
  private int status = 200;
  private String answer = "";
  private String replayed;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(
              "%s %s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                      body));
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          if (replayed != null) {
            exchange.getResponseHeaders().set("Idempotency-Replayed", replayed);
          }
          byte[] content = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    JsonMapper json =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    memberships =
        new RestMemberships(
            new ServiceClients(
                service -> "http://127.0.0.1:" + server.getAddress().getPort(),
                RestClient.builder()
                    .configureMessageConverters(
                        converters ->
                            converters.withJsonConverter(
                                new JacksonJsonHttpMessageConverter(json))),
                json));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void onlyAnApprovedMembershipCounts() {
    answer = "{\"data\":[" + MEMBER.formatted("approved") + "],\"next_cursor\":null}";
    assertThat(memberships.isApproved(CAMPAIGN, AFFILIATE)).isTrue();
    answer = "{\"data\":[" + MEMBER.formatted("banned") + "],\"next_cursor\":null}";
    assertThat(memberships.isApproved(CAMPAIGN, AFFILIATE)).isFalse();
    answer = "{\"data\":[],\"next_cursor\":null}";
    assertThat(memberships.isApproved(CAMPAIGN, AFFILIATE)).isFalse();
    assertThat(requests.getFirst())
        .contains("/api/v1/memberships?limit=1&campaign_id=" + CAMPAIGN)
        .contains("affiliate_id=" + AFFILIATE);
  }

  @Test
  void anAdditionCarriesTheKeyAndTellsNewFromKnown() {
    status = 201;
    answer = MEMBER.formatted("approved");
    Added added = memberships.add(CAMPAIGN, AFFILIATE, "key-1");
    assertThat(added.isNew()).isTrue();
    assertThat(added.isReplay()).isFalse();
    assertThat(requests.getFirst())
        .startsWith("POST /api/v1/memberships key-1 ")
        .contains("\"affiliate_id\":\"" + AFFILIATE + "\"");
    replayed = "true";
    assertThat(memberships.add(CAMPAIGN, AFFILIATE, "key-1").isReplay()).isTrue();
    status = 200;
    assertThat(memberships.add(CAMPAIGN, AFFILIATE, null).isNew()).isFalse();
  }

  @Test
  void aRefusalComesBackFieldByField() {
    status = 422;
    answer =
        """
        {"status":422,"code":"unprocessable_entity","detail":"no",
         "errors":[{"field":"affiliate_id","code":"unknown_affiliate","message":"none"}]}
        """;
    assertThatThrownBy(() -> memberships.add(CAMPAIGN, AFFILIATE, null))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.errors())
                  .singleElement()
                  .extracting("field")
                  .isEqualTo("affiliate_id");
            });
  }

  @Test
  void aServiceThatIsDownIsUnavailable() {
    server.stop(0);
    assertThatThrownBy(() -> memberships.isApproved(CAMPAIGN, AFFILIATE))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(503));
  }
}
