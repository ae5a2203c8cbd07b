package io.tributary.campaign.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.directory.CampaignSnapshot;
import io.tributary.contract.directory.CouponSnapshot;
import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.security.Role;
import io.tributary.platform.testing.Client;
import io.tributary.platform.testing.Client.Answer;
import io.tributary.platform.testing.TestDatabases;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = Api.class)
class CampaignApiTest {

  private static final IdSource IDS = IdSource.system();

  @Autowired private WebApplicationContext context;

  private final TenantId tenant = TenantId.of(IDS.next());
  private final String anna = AffiliateId.of(IDS.next()).value();
  private final String ben = AffiliateId.of(IDS.next()).value();
  private MockMvc api;
  private Client manager;

  @BeforeEach
  void open() {
    api = MockMvcBuilders.webAppContextSetup(context).build();
    manager = caller(Role.MANAGER);
  }

  @Test
  void aCampaignIsMadeActivatedPausedAndArchived() {
    Answer created = campaign(advertiser());
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("id")).startsWith("camp_");
    assertThat(created.text("status")).isEqualTo("draft");
    assertThat(created.text("postback_token")).hasSizeGreaterThan(40);
    assertThat(created.text("hold")).isEqualTo("PT0S");
    assertThat(created.body().path("attribution").path("click_window").asString())
        .isEqualTo("P30D");
    JsonNode rule = created.body().path("commission_rules").path(0);
    assertThat(rule.path("id").asString()).startsWith("rule_");
    assertThat(rule.path("then").path("percent").asString()).isEqualTo("10");
    String path = "campaigns/" + created.text("id");
    assertThat(manager.post(path + "/pause", "{}").status()).isEqualTo(409);
    assertThat(manager.post(path + "/activate", "{}").text("status")).isEqualTo("active");
    assertThat(manager.post(path + "/archive", "{}").text("code")).isEqualTo("illegal_transition");
    assertThat(manager.post(path + "/pause", "{}").text("status")).isEqualTo("paused");
    assertThat(manager.post(path + "/archive", "{}").text("status")).isEqualTo("archived");
    assertThat(manager.patch(path, "{'name':'X'}").status()).isEqualTo(409);
    List<CampaignDirectoryEntry> published = published();
    assertThat(published)
        .extracting(entry -> ((CampaignSnapshot) entry).status())
        .containsExactly(
            CampaignSnapshot.Status.DRAFT,
            CampaignSnapshot.Status.ACTIVE,
            CampaignSnapshot.Status.PAUSED,
            CampaignSnapshot.Status.ARCHIVED);
    assertThat(published)
        .allSatisfy(
            entry ->
                assertThat(entry.toString())
                    .doesNotContain(created.text("postback_token"))
                    .containsPattern("[0-9a-f]{64}"));
    assertThat(auditActions())
        .containsExactly(
            "advertiser.created",
            "campaign.created",
            "campaign.activated",
            "campaign.paused",
            "campaign.archived");
  }

  @Test
  void aCampaignWithoutItsFieldsIsRefusedFieldByField() {
    Answer refused = manager.post("campaigns", "{}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.raw().getContentType()).isEqualTo("application/problem+json");
    assertThat(refused.errorFields()).contains("name", "advertiser_id");
    assertThat(campaign(AdvertiserId.of(IDS.next()).value()).errorFields())
        .containsExactly("advertiser_id");
    assertThat(manager.post("campaigns", "{'commission_rules':'x'}").status()).isEqualTo(422);
    assertThat(manager.post("campaigns", "{not json").status()).isEqualTo(400);
  }

  @Test
  void aChangeOfAnOldVersionIsRefused() {
    String path = "campaigns/" + campaign(advertiser()).text("id");
    assertThat(ifMatch("\"1\"", path, "{'name':'Autumn'}").raw().getHeader("ETag"))
        .isEqualTo("\"2\"");
    assertThat(ifMatch("\"1\"", path, "{'name':'Winter'}").status()).isEqualTo(412);
    Answer now = manager.get(path);
    assertThat(now.text("name")).isEqualTo("Autumn");
    assertThat(now.text("landing_url")).isEqualTo("https://shop.example/landing?src=aff");
  }

  @Test
  void aRuleIsAddedAndReplacedUnderItsName() {
    String path = "campaigns/" + campaign(advertiser()).text("id");
    String flat =
        "{'name':'large','priority':10,'when':'conversion.amount >"
            + " %s','then':{'type':'flat','amount':500}}";
    Answer added = manager.post(path + "/rules", flat.formatted("100.0"));
    assertThat(added.status()).isEqualTo(201);
    Answer replaced = manager.post(path + "/rules", flat.formatted("200.0"));
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.text("id")).isEqualTo(added.text("id"));
    assertThat(replaced.body().path("version").asInt()).isEqualTo(2);
    assertThat(manager.get(path + "/rules").data("name")).containsExactly("large", "base");
    assertThat(manager.get(path).body().path("version").asInt()).isEqualTo(3);
    Answer wrong = manager.post(path + "/rules", flat.formatted("true"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.errorFields()).containsExactly("when");
  }

  @Test
  void attributionRulesAreReplacedInTheirOrderAndEveryVersionIsKept() {
    String path = "campaigns/" + campaign(advertiser()).text("id");
    assertThat(manager.get(path + "/attribution-rules").data("name")).isEmpty();
    String rules =
        """
        {'rules':[
          {'name':'no self','when':'touch.same_customer',
           'then':{'type':'exclude','reason':'self_referral'}},
          {'name':'partners','when':'touch.source.startsWith(\\u0027p\\u0027)',
           'then':{'type':'extend_window','click_window':'P60D'}},
          {'name':'cap','when':'true','then':{'type':'cap_share','ppm':%s}}]}
        """;
    Answer set = put(path + "/attribution-rules", rules.formatted("500000"));
    assertThat(set.status()).as(set.body().toString()).isEqualTo(200);
    assertThat(set.data("name")).containsExactly("no self", "partners", "cap");
    assertThat(set.raw().getHeader("ETag")).isEqualTo("\"2\"");
    assertThat(set.body().path("data").path(1).path("then").path("click_window").asString())
        .isEqualTo("P60D");
    Answer changed = put(path + "/attribution-rules", rules.formatted("400000"));
    assertThat(changed.data("version")).containsExactly("1", "1", "2");
    assertThat(changed.data("id")).isEqualTo(set.data("id"));
    assertThat(put(path + "/attribution-rules", rules.formatted("1000000")).errorFields())
        .containsExactly("rules[2].then.ppm");
    manager.patch(path, "{'name':'Autumn'}");
    manager.patch(path, "{'attribution':{'model':'time_decay','parameters':{'half_life':'P3D'}}}");
    Answer versions = manager.get(path + "/attribution-versions");
    assertThat(versions.data("version")).containsExactly("4", "3", "2", "1");
    JsonNode newest = versions.body().path("data").path(0);
    assertThat(newest.path("attribution").path("model").asString()).isEqualTo("time_decay");
    assertThat(newest.path("attribution").path("parameters").path("half_life").asString())
        .isEqualTo("P3D");
    assertThat(newest.path("rules")).hasSize(3);
    Answer page = manager.get(path + "/attribution-versions?limit=2&cursor=4");
    assertThat(page.data("version")).containsExactly("3", "2");
    assertThat(page.text("next_cursor")).isEqualTo("2");
    assertThat(published().getLast())
        .isInstanceOfSatisfying(
            CampaignSnapshot.class,
            last -> {
              assertThat(last.attributionHistory())
                  .extracting(TermsVersion::version)
                  .containsExactly(1, 2, 3, 4);
              assertThat(last.attributionHistory().getLast().terms()).isEqualTo(last.attribution());
              assertThat(last.attributionHistory().getLast().rules()).hasSize(3);
              assertThat(last.attributionHistory().getFirst().rules()).isEmpty();
            });
    assertThat(auditActions()).contains("campaign.attribution_rules_set");
    Client affiliate = new Client(api, tenant, Role.AFFILIATE, Map.of("affiliate_id", anna));
    assertThat(affiliate.get(path + "/attribution-rules").status()).isEqualTo(403);
    assertThat(caller(Role.FINANCE).get(path + "/attribution-rules").data("name")).hasSize(3);
    assertThat(
            put("campaigns/camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1/attribution-rules", "{'rules':[]}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void attributionRulesAreValidatedAndOfferedAsTemplates() {
    assertThat(validate("attribution", "touch.kind != ''").body().path("valid").asBoolean())
        .isTrue();
    assertThat(validate("weight", "1.0").body().path("valid").asBoolean()).isTrue();
    assertThat(validate("weight", "true").body().path("valid").asBoolean()).isFalse();
    Answer templates = manager.get("rules/templates");
    assertThat(templates.data("id"))
        .containsExactly("self_referral", "existing_customer", "minimum_time", "paid_search");
    for (String when : templates.data("when")) {
      assertThat(validate("attribution", when).body().path("valid").asBoolean()).isTrue();
    }
  }

  @Test
  void aCouponIsValidForATimeAndSwitchedOff() {
    String campaign = campaign(advertiser()).text("id");
    join(campaign, anna);
    String body =
        """
        {'campaign_id':'%s','affiliate_id':'%s','code':'SAVE','valid_from':'2026-11-01T00:00:00Z',
         'valid_until':'%s','exclusive':true}
        """;
    assertThat(
            manager
                .post("coupons", body.formatted(campaign, anna, "2026-10-01T00:00:00Z"))
                .errorFields())
        .containsExactly("valid_until");
    String good = body.formatted(campaign, anna, "2026-12-01T00:00:00Z");
    Client affiliate = new Client(api, tenant, Role.AFFILIATE, Map.of("affiliate_id", anna));
    assertThat(affiliate.post("coupons", good).status()).isEqualTo(403);
    Answer made = manager.post("coupons", good);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().path("exclusive").asBoolean()).isTrue();
    String path = "coupons/" + made.text("id");
    assertThat(affiliate.patch(path, "{'disabled':true}").status()).isEqualTo(403);
    Answer off = ifMatch("\"1\"", path, "{'disabled':true,'valid_until':''}");
    assertThat(off.status()).isEqualTo(200);
    assertThat(off.body().path("valid_until").isNull()).isTrue();
    assertThat(ifMatch("\"1\"", path, "{'disabled':false}").status()).isEqualTo(412);
    assertThat(published().getLast())
        .isInstanceOfSatisfying(
            CouponSnapshot.class,
            last -> {
              assertThat(last.disabled()).isTrue();
              assertThat(last.exclusive()).isTrue();
              assertThat(last.validUntil()).isNull();
            });
    assertThat(auditActions()).endsWith("coupon.created", "coupon.changed");
  }

  private Answer put(String path, String body) {
    return manager.call(HttpMethod.PUT, path, body, Map.of());
  }

  private Answer validate(String kind, String expression) {
    return manager.post(
        "rules/validate",
        "{'kind':'%s','expression':'%s'}".formatted(kind, expression.replace("'", "\\u0027")));
  }

  @Test
  void aLinkNeedsAnApprovedMembership() {
    String campaign = campaign(advertiser()).text("id");
    String body = "{'campaign_id':'%s','affiliate_id':'%s'}".formatted(campaign, anna);
    Answer early = manager.post("links", body);
    assertThat(early.status()).isEqualTo(422);
    assertThat(early.text("code")).isEqualTo("no_membership");
    Answer member =
        manager.post(
            "campaigns/" + campaign + "/memberships", "{'affiliate_id':'%s'}".formatted(anna));
    assertThat(member.status()).isEqualTo(201);
    assertThat(member.text("status")).isEqualTo("approved");
    Answer link = manager.post("links", body);
    assertThat(link.status()).isEqualTo(201);
    assertThat(link.text("code")).matches("[0-9A-Za-z]{7,8}");
    assertThat(link.text("url")).isEqualTo("http://127.0.0.1:8081/c/" + link.text("code"));
    assertThat(manager.get("links?campaign_id=" + campaign).data("id"))
        .containsExactly(link.text("id"));
    assertThat(manager.get("links?affiliate_id=" + ben).data("id")).isEmpty();
    assertThat(manager.get("links/" + link.text("id")).text("code")).isEqualTo(link.text("code"));
    assertThat(published().getLast())
        .isInstanceOfSatisfying(
            LinkSnapshot.class, last -> assertThat(last.code()).isEqualTo(link.text("code")));
    assertThat(manager.post("links", "{'campaign_id':'camp_x','affiliate_id':'x'}").status())
        .isEqualTo(422);
  }

  @Test
  void trafficTermsAreShownPublishedAndAudited() {
    String advertiser = advertiser();
    String fallback = campaign(advertiser).text("id");
    String path = "campaigns/" + campaign(advertiser).text("id");
    assertThat(manager.get(path).body().path("traffic").path("click_unique_for").asString())
        .isEqualTo("PT1H");
    String terms =
        """
        {'traffic':{'landing_pages':[{'url_id':'b','url':'https://shop.example/b?s={sub1}'}],
         'rotator':[{'shares':[{'url_id':'b','weight':1}]}],
         'targeting':[{'allowed':false,'conditions':[{'dimension':'country','values':['FR']}]}],
         'schedule':{'zone':'Europe/Berlin','hours':[{'days':['monday'],'from':8,'to':18}]},
         'caps':[{'period':'day','scope':'campaign','limit':100}],
         'fallback':{'campaign_id':'%s'},'redirect_status':307}}
        """;
    Answer changed = ifMatch("\"1\"", path, terms.formatted(fallback));
    assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
    JsonNode traffic = manager.get(path).body().path("traffic");
    assertThat(traffic).isEqualTo(changed.body().path("traffic"));
    assertThat(traffic.path("rotator").path(0).path("shares").path(0).path("url_id").asString())
        .isEqualTo("b");
    assertThat(traffic.path("schedule").path("hours").path(0).path("days").path(0).asString())
        .isEqualTo("monday");
    assertThat(traffic.path("redirect_status").asInt()).isEqualTo(307);
    assertThat(published().getLast())
        .isInstanceOfSatisfying(
            CampaignSnapshot.class,
            last -> {
              assertThat(last.traffic().landingPages()).hasSize(1);
              assertThat(last.traffic().caps()).hasSize(1);
              assertThat(last.traffic().redirectStatus()).isEqualTo(307);
            });
    assertThat(auditActions()).endsWith("campaign.changed");
    assertThat(ifMatch("\"1\"", path, terms.formatted(fallback)).status()).isEqualTo(412);
    for (String wrong :
        List.of(path.substring("campaigns/".length()), "camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1")) {
      assertThat(manager.patch(path, terms.formatted(wrong)).errorFields())
          .containsExactly("traffic.fallback.campaign_id");
    }
    assertThat(manager.patch(path, "{'traffic':{'redirect_status':301}}").errorFields())
        .containsExactly("traffic.redirect_status");
  }

  @Test
  void aLinkIsChangedUnderItsVersion() {
    String campaign = campaign(advertiser()).text("id");
    manager.patch(
        "campaigns/" + campaign,
        "{'traffic':{'landing_pages':[{'url_id':'b','url':'https://shop.example/b'}]}}");
    join(campaign, anna);
    Answer made =
        manager.post("links", "{'campaign_id':'%s','affiliate_id':'%s'}".formatted(campaign, anna));
    String path = "links/" + made.text("id");
    assertThat(manager.get(path).raw().getHeader("ETag")).isEqualTo("\"1\"");
    Answer changed =
        ifMatch(
            "\"1\"",
            path,
            "{'url_id':'b','expires_at':'2026-12-01T00:00:00Z',"
                + "'expired_url':'https://shop.example/old','disabled':true}");
    assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
    assertThat(changed.text("url_id")).isEqualTo("b");
    assertThat(changed.text("expires_at")).startsWith("2026-12-01T00:00:00");
    assertThat(changed.raw().getHeader("ETag")).isEqualTo("\"2\"");
    assertThat(published().getLast())
        .isInstanceOfSatisfying(
            LinkSnapshot.class,
            last -> {
              assertThat(last.urlId()).isEqualTo("b");
              assertThat(last.expiredUrl()).isEqualTo("https://shop.example/old");
              assertThat(last.disabled()).isTrue();
            });
    assertThat(auditActions()).endsWith("link.changed");
    assertThat(ifMatch("\"1\"", path, "{'disabled':false}").status()).isEqualTo(412);
    Answer cleared =
        manager.patch(path, "{'url_id':'','expires_at':'','expired_url':'','disabled':false}");
    assertThat(cleared.body().path("url_id").isNull()).isTrue();
    assertThat(cleared.body().path("expires_at").isNull()).isTrue();
    assertThat(cleared.body().path("disabled").asBoolean()).isFalse();
    assertThat(
            manager
                .patch(
                    path,
                    "{'url_id':'gone','expires_at':'soon','expired_url':'http://evil.example/'}")
                .errorFields())
        .containsExactly("url_id", "expires_at", "expired_url");
    Client affiliate = new Client(api, tenant, Role.AFFILIATE, Map.of("affiliate_id", anna));
    assertThat(affiliate.patch(path, "{'disabled':true}").status()).isEqualTo(403);
    assertThat(manager.patch("links/link_01K9ZQ4T6R8XJ2M5N7P9S1V3W3", "{}").status())
        .isEqualTo(404);
  }

  @Test
  void theSameKeyAnswersTheSameLinkAndAnotherBodyIsRefused() {
    String campaign = campaign(advertiser()).text("id");
    join(campaign, anna);
    join(campaign, ben);
    Map<String, String> key = Map.of("Idempotency-Key", IDS.next());
    String body = "{'campaign_id':'%s','affiliate_id':'%s'}";
    Answer first = manager.call(HttpMethod.POST, "links", body.formatted(campaign, anna), key);
    Answer second = manager.call(HttpMethod.POST, "links", body.formatted(campaign, anna), key);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text("id")).isEqualTo(first.text("id"));
    Answer other = manager.call(HttpMethod.POST, "links", body.formatted(campaign, ben), key);
    assertThat(other.status()).isEqualTo(422);
    assertThat(manager.get("links").data("id")).containsExactly(first.text("id"));
  }

  @Test
  void aChosenCodeIsTakenOnce() {
    String campaign = campaign(advertiser()).text("id");
    join(campaign, anna);
    String code = "my-" + IDS.next();
    String body =
        "{'campaign_id':'%s','affiliate_id':'%s','code':'%s'}".formatted(campaign, anna, code);
    assertThat(manager.post("links", body).text("code")).isEqualTo(code);
    assertThat(manager.post("links", body).text("code")).isEqualTo("code_taken");
    assertThat(manager.post("links", body.replace(code, "a b")).errorFields())
        .containsExactly("code");
    assertThat(manager.post("coupons", body).status()).isEqualTo(201);
    assertThat(manager.post("coupons", body.replace(code, code.toLowerCase(Locale.ROOT))).status())
        .isEqualTo(409);
    assertThat(manager.get("coupons?campaign_id=" + campaign).data("code")).containsExactly(code);
  }

  @Test
  void anAdvertiserSeesItsOwnCampaignsAndWritesNothing() {
    String acme = advertiser();
    Answer mine = campaign(acme);
    Answer other = campaign(advertiser());
    Client advertiser = new Client(api, tenant, Role.ADVERTISER, Map.of("advertiser_id", acme));
    assertThat(advertiser.get("campaigns").data("id")).containsExactly(mine.text("id"));
    assertThat(advertiser.get("campaigns/" + mine.text("id")).text("postback_token"))
        .isEqualTo(mine.text("postback_token"));
    assertThat(advertiser.get("campaigns/" + other.text("id")).status()).isEqualTo(404);
    assertThat(advertiser.get("advertisers").data("id")).containsExactly(acme);
    assertThat(advertiser.patch("campaigns/" + mine.text("id"), "{'name':'X'}").status())
        .isEqualTo(403);
    assertThat(advertiser.get("campaigns/" + mine.text("id") + "/memberships").status())
        .isEqualTo(403);
  }

  @Test
  void anAffiliateSeesWhereItIsAMemberAndMakesItsOwnLinks() {
    String campaign = campaign(advertiser()).text("id");
    campaign(advertiser());
    join(campaign, anna);
    join(campaign, ben);
    String body = "{'campaign_id':'%s','affiliate_id':'%s'}";
    manager.post("links", body.formatted(campaign, ben));
    Client affiliate = new Client(api, tenant, Role.AFFILIATE, Map.of("affiliate_id", anna));
    assertThat(affiliate.get("campaigns").data("id")).containsExactly(campaign);
    Answer seen = affiliate.get("campaigns/" + campaign);
    assertThat(seen.body().has("postback_token")).isTrue();
    assertThat(seen.body().path("postback_token").isNull()).isTrue();
    Answer own = affiliate.post("links", body.formatted(campaign, anna));
    assertThat(own.status()).isEqualTo(201);
    assertThat(affiliate.post("links", body.formatted(campaign, ben)).status()).isEqualTo(403);
    assertThat(affiliate.get("links").data("id")).containsExactly(own.text("id"));
    assertThat(affiliate.get("advertisers").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"FINANCE", "ADVERTISER", "AFFILIATE"})
  void onlyAdministratorsAndManagersWrite(Role role) {
    String path = "campaigns/" + campaign(advertiser()).text("id");
    Client other = caller(role);
    for (String write :
        List.of("advertisers", "campaigns", path + "/activate", path + "/rules", "rules/dry-run")) {
      Answer answer =
          other.post(write, "{'name':'X','commission_rules':[],'samples':[" + SAMPLE + "]}");
      assertThat(answer.status()).as(write).isEqualTo(403);
    }
  }

  @Test
  void anotherTenantsCampaignIsAsUnknownAsNone() {
    String path = "campaigns/" + campaign(advertiser()).text("id");
    Client stranger = new Client(api, TenantId.of(IDS.next()), Role.ADMIN, Map.of());
    for (String unknown :
        List.of(path, path + "/rules", path + "/memberships", "campaigns/x", "links/x")) {
      assertThat(stranger.get(unknown).status()).as(unknown).isEqualTo(404);
    }
    assertThat(stranger.post(path + "/activate", "{}").status()).isEqualTo(404);
    assertThat(stranger.get("campaigns").data("id")).isEmpty();
  }

  @Test
  void listsAreFilteredAndPaged() {
    String acme = advertiser();
    List<String> made =
        List.of(campaign(acme).text("id"), campaign(acme).text("id"), campaign(acme).text("id"));
    manager.post("campaigns/" + made.getFirst() + "/activate", "{}");
    assertThat(manager.get("campaigns?status=active").data("id")).containsExactly(made.getFirst());
    assertThat(manager.get("campaigns?q=spring&advertiser_id=" + acme).data("id")).hasSize(3);
    assertThat(manager.get("campaigns?q=autumn").data("id")).isEmpty();
    assertThat(manager.get("campaigns?status=gone").status()).isEqualTo(422);
    Answer first = manager.get("campaigns?limit=2");
    assertThat(first.data("id")).containsExactlyElementsOf(made.reversed().subList(0, 2));
    Answer second = manager.get("campaigns?limit=2&cursor=" + first.text("next_cursor"));
    assertThat(second.data("id")).containsExactly(made.getFirst());
    assertThat(second.body().path("next_cursor").isNull()).isTrue();
    assertThat(manager.get("campaigns?cursor=nonsense").status()).isEqualTo(422);
  }

  private static final String SAMPLE = "{'amount':10001,'currency':'USD','event':'purchase'}";

  @Test
  void rulesAreTriedBeforeTheyDecide() {
    Answer good =
        manager.post("rules/validate", "{'kind':'commission','expression':'credit.ppm > 0'}");
    assertThat(good.body().path("valid").asBoolean()).isTrue();
    Answer bad =
        manager.post("rules/validate", "{'kind':'commission','expression':'credit.pmm > 0'}");
    assertThat(bad.status()).isEqualTo(200);
    assertThat(bad.body().path("valid").asBoolean()).isFalse();
    assertThat(bad.body().path("problems").path(0).path("column").asInt()).isEqualTo(7);
    Answer tried =
        manager.post(
            "rules/dry-run",
            """
            {'commission_rules':[
              {'name':'base','when':'true','then':{'type':'percentage','percent':'10'}},
              {'name':'large','priority':10,'when':'conversion.amount > 200.0',
               'then':{'type':'flat','amount':500}}],
             'samples':[%s,{'amount':30000,'currency':'EUR'}]}
            """
                .formatted(SAMPLE));
    assertThat(tried.status()).isEqualTo(200);
    assertThat(tried.data("rule")).containsExactly("base", "large");
    JsonNode first = tried.body().path("data").path(0);
    assertThat(first.path("commission").asLong()).isEqualTo(1_000);
    assertThat(first.path("explanation").path(1).asString())
        .isEqualTo("rule 'base' (v1) applies: true");
    JsonNode second = tried.body().path("data").path(1);
    assertThat(second.path("commission").asLong()).isEqualTo(500);
    assertThat(second.path("currency").asString()).isEqualTo("EUR");
    assertThat(manager.post("rules/dry-run", "{}").status()).isEqualTo(422);
  }

  private String advertiser() {
    return manager.post("advertisers", "{'name':'Acme'}").text("id");
  }

  private Answer campaign(String advertiser) {
    return manager.post(
        "campaigns",
        """
        {'advertiser_id':'%s','name':'Spring','currency':'USD',
         'landing_url':'https://shop.example/landing?src=aff','allowed_domains':['shop.example'],
         'attribution':{'model':'linear','click_window':'P30D','view_window':'P1D'},'hold':'PT0S',
         'commission_rules':[
           {'name':'base','when':'true','then':{'type':'percentage','percent':'10'}}]}
        """
            .formatted(advertiser));
  }

  private void join(String campaign, String affiliate) {
    manager.post(
        "campaigns/" + campaign + "/memberships", "{'affiliate_id':'%s'}".formatted(affiliate));
  }

  private Answer ifMatch(String tag, String path, String body) {
    return manager.call(HttpMethod.PATCH, path, body, Map.of("If-Match", tag));
  }

  private Client caller(Role role) {
    return new Client(api, tenant, role, Map.of());
  }

  private List<CampaignDirectoryEntry> published() {
    return TestDatabases.outbox("campaign", Topics.CAMPAIGN_DIRECTORY, tenant);
  }

  private List<String> auditActions() {
    return TestDatabases.outbox("campaign", Topics.AUDIT_EVENTS, tenant).stream()
        .map(AuditRecorded::action)
        .toList();
  }
}
