package io.tributary.campaign.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.json.EventJson;
import io.tributary.platform.testing.TestDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AttributionMigrationTest {

  @Test
  void campaignsOfBeforeKeepTheirTermsAsTheirFirstVersion() throws IOException {
    TestDatabases.of("campaign");
    TestDatabases.owner()
        .sql(
            String.join(
                "\n",
                "drop schema if exists migrated cascade; create schema migrated;",
                "set search_path to migrated;",
                script("V1__campaign.sql"),
                script("V2__traffic.sql"),
                "insert into advertiser values ('ten', 'adv', 'Acme', 'active', 1, now());",
                campaign("camp_1", "last", 3_600),
                campaign("camp_2", "linear", 2_592_000),
                script("V3__attribution.sql")))
        .update();
    List<String> terms =
        TestDatabases.owner()
            .sql("select terms::text from migrated.attribution_version order by campaign_id")
            .query(String.class)
            .list();
    TestDatabases.owner().sql("drop schema migrated cascade").update();
    assertThat(terms.stream().map(AttributionMigrationTest::terms))
        .containsExactly(
            new AttributionTerms(Model.LAST_CLICK, Duration.ofHours(1), Duration.ZERO),
            new AttributionTerms(Model.LINEAR, Duration.ofDays(30), Duration.ZERO));
  }

  private static String campaign(String id, String model, int clickWindow) {
    return """
    insert into campaign (tenant_id, campaign_id, advertiser_id, name, status, currency,
      landing_url, allowed_domains, model, click_window_s, view_window_s, hold_s,
      postback_token, version, created_at, updated_at)
    values ('ten', '%s', 'adv', 'Spring', 'active', 'USD', 'https://a.example/', '{a.example}',
      '%s', %d, 0, 0, 'a token of some length', 1, now(), now());
    """
        .formatted(id, model, clickWindow);
  }

  private static AttributionTerms terms(String json) {
    return EventJson.mapper().readValue(json, AttributionTerms.class);
  }

  private static String script(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            AttributionMigrationTest.class.getResourceAsStream("/db/campaign/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${app_role}", "current_user");
    }
  }
}
