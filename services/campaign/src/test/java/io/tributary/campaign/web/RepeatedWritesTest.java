package io.tributary.campaign.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.security.Role;
import io.tributary.platform.testing.Client;
import io.tributary.platform.testing.Client.Answer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** A repeat gets the first answer, whatever happened meanwhile. */
@SpringBootTest(classes = Api.class)
class RepeatedWritesTest {

  private static final IdSource IDS = IdSource.system();

  @Autowired private WebApplicationContext context;

  private final Map<String, String> key = Map.of("Idempotency-Key", IDS.next());
  private final String affiliate = AffiliateId.of(IDS.next()).value();
  private Client manager;
  private String campaign;

  @BeforeEach
  void open() {
    manager =
        new Client(
            MockMvcBuilders.webAppContextSetup(context).build(),
            TenantId.of(IDS.next()),
            Role.MANAGER,
            Map.of());
    String advertiser = manager.post("advertisers", "{'name':'Acme'}").text("id");
    campaign =
        manager
            .post(
                "campaigns",
                """
                {'advertiser_id':'%s','name':'Spring','currency':'USD',
                 'landing_url':'https://shop.example/','allowed_domains':['shop.example'],
                 'commission_rules':[
                   {'name':'base','when':'true','then':{'type':'percentage','percent':'10'}}]}
                """
                    .formatted(advertiser))
            .text("id");
  }

  @Test
  void aMemberIsAddedToACampaignThatWasArchivedMeanwhile() {
    String path = "campaigns/" + campaign + "/memberships";
    String body = "{'affiliate_id':'%s'}".formatted(affiliate);
    Answer first = send(path, body);
    archive();
    assertThat(manager.post(path, body).status()).isEqualTo(409);
    assertRepeated(first, send(path, body));
  }

  @Test
  void aLinkAndACouponAreMadeInACampaignThatWasArchivedMeanwhile() {
    manager.post(
        "campaigns/" + campaign + "/memberships", "{'affiliate_id':'%s'}".formatted(affiliate));
    String body =
        "{'campaign_id':'%s','affiliate_id':'%s','code':'%s'}"
            .formatted(campaign, affiliate, "c-" + IDS.next());
    Answer link = send("links", body);
    Answer coupon = send("coupons", body);
    archive();
    assertThat(manager.post("links", body).status()).isEqualTo(409);
    assertRepeated(link, send("links", body));
    assertRepeated(coupon, send("coupons", body));
  }

  @Test
  void aChangeIsAnsweredWithTheEntityTagItHadThen() {
    String path = "campaigns/" + campaign;
    Answer first = manager.call(HttpMethod.PATCH, path, "{'name':'Autumn'}", key);
    manager.patch(path, "{'name':'Winter'}");
    Answer second = manager.call(HttpMethod.PATCH, path, "{'name':'Autumn'}", key);
    assertThat(second.text("name")).isEqualTo("Autumn");
    assertThat(second.raw().getHeader("ETag"))
        .isEqualTo(first.raw().getHeader("ETag"))
        .isEqualTo("\"2\"");
    assertThat(manager.get(path).text("name")).isEqualTo("Winter");
  }

  private Answer send(String path, String body) {
    return manager.call(HttpMethod.POST, path, body, key);
  }

  private void archive() {
    for (String step : new String[] {"activate", "pause", "archive"}) {
      assertThat(manager.post("campaigns/" + campaign + "/" + step, "{}").status()).isEqualTo(200);
    }
  }

  private static void assertRepeated(Answer first, Answer second) {
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.raw().getHeader("Idempotency-Replayed")).isNull();
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.raw().getHeader("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.body()).isEqualTo(first.body());
  }
}
