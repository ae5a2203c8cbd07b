package io.tributary.affiliate.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.directory.AffiliateDirectoryEntry;
import io.tributary.contract.directory.AffiliateSnapshot;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.security.Role;
import io.tributary.platform.testing.Client;
import io.tributary.platform.testing.Client.Answer;
import io.tributary.platform.testing.TestDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@SpringBootTest(classes = Api.class)
class AffiliateApiTest {

  private static final IdSource IDS = IdSource.system();

  @Autowired private WebApplicationContext context;

  private final TenantId tenant = TenantId.of(IDS.next());
  private MockMvc api;
  private Client manager;

  @BeforeEach
  void open() {
    api = MockMvcBuilders.webAppContextSetup(context).build();
    manager = caller(Role.MANAGER);
  }

  @Test
  void anAffiliateAppliesIsApprovedAndIsBanned() {
    Answer created = create("anna@example.org");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("status")).isEqualTo("pending");
    assertThat(created.text("id")).startsWith("aff_");
    assertThat(created.body().has("payout_profile")).isTrue();
    assertThat(created.body().path("payout_profile").isNull()).isTrue();
    assertThat(created.raw().getHeader("ETag")).isEqualTo("\"1\"");
    String path = "affiliates/" + created.text("id");
    assertThat(manager.post(path + "/approve", "{}").text("status")).isEqualTo("approved");
    Answer again = manager.post(path + "/approve", "{}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text("code")).isEqualTo("illegal_transition");
    assertThat(manager.post(path + "/ban", "{}").text("status")).isEqualTo("banned");
    assertThat(manager.post(path + "/approve", null).status()).isEqualTo(409);
    assertThat(manager.get(path).text("status")).isEqualTo("banned");
    assertThat(published())
        .extracting(entry -> ((AffiliateSnapshot) entry).status())
        .containsExactly(
            AffiliateSnapshot.Status.PENDING,
            AffiliateSnapshot.Status.APPROVED,
            AffiliateSnapshot.Status.BANNED);
    assertThat(auditActions())
        .containsExactly("affiliate.created", "affiliate.approved", "affiliate.banned");
  }

  @ParameterizedTest(name = "{0} names {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                 | name email
          {"name":" ","email":"a@example.org"}               | name
          {"name":"A\\nB","email":"a@example.org"}           | name
          {"name":"A","email":"a"}                           | email
          {"name":"A","email":"a@b"}                         | email
          {"name":"A","email":"a b@example.org"}             | email
          {"name":"A","email":"a@example.org\\nBcc: b"}      | email
          {"name":"A","email":"a@-example.org"}              | email
          """)
  void anApplicationThatCannotBeAcceptedIsRefusedFieldByField(String body, String fields) {
    Answer refused = manager.post("affiliates", body);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.errorFields()).containsOnly(fields.split(" "));
  }

  @ParameterizedTest(name = "{0} names {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"payout_profile":{}}                                                                    | gateway currency account threshold
          {"payout_profile":{"gateway":"sandbox","currency":"XXQ","account":"a","threshold":0}}    | currency
          {"payout_profile":{"gateway":"Sand box","currency":"USD","account":"a","threshold":0}}   | gateway
          {"payout_profile":{"gateway":"sandbox","currency":"USD","account":"a","threshold":-1}}   | threshold
          """)
  void aPayoutProfileIsCheckedFieldByField(String body, String fields) {
    Answer refused = manager.patch(path(create("anna@example.org")), body);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.errorFields())
        .containsOnly(
            List.of(fields.split(" ")).stream()
                .map(field -> "payout_profile." + field)
                .toArray(String[]::new));
  }

  @Test
  void malformedJsonIsNoServerError() {
    assertThat(manager.post("affiliates", "{not json").status()).isEqualTo(400);
  }

  @Test
  void anEmailAddressBelongsToOneAffiliateOfTheTenant() {
    create("anna@example.org");
    Answer taken = create("ANNA@example.org");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.text("code")).isEqualTo("email_taken");
    String ben = path(create("ben@example.org"));
    assertThat(manager.patch(ben, "{'email':'anna@example.org'}").status()).isEqualTo(409);
  }

  @Test
  void aChangeOfAnOldVersionIsRefused() {
    String anna = path(create("anna@example.org"));
    Answer renamed = ifMatch("\"1\"", anna, "{'name':'Anna'}");
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.body().path("version").asInt()).isEqualTo(2);
    assertThat(renamed.raw().getHeader("ETag")).isEqualTo("\"2\"");
    assertThat(ifMatch("\"1\"", anna, "{'name':'Berta'}").status()).isEqualTo(412);
    assertThat(manager.get(anna).text("name")).isEqualTo("Anna");
  }

  @Test
  void aRepeatedCreationWithItsKeyAnswersTheFirstOne() {
    Map<String, String> key = Map.of("Idempotency-Key", IDS.next());
    String body = "{'name':'Anna','email':'anna@example.org'}";
    Answer first = manager.call(HttpMethod.POST, "affiliates", body, key);
    Answer second = manager.call(HttpMethod.POST, "affiliates", body, key);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text("id")).isEqualTo(first.text("id"));
    assertThat(second.raw().getHeader("Idempotency-Replayed")).isEqualTo("true");
    Answer other =
        manager.call(
            HttpMethod.POST, "affiliates", "{'name':'Ben','email':'ben@example.org'}", key);
    assertThat(other.status()).isEqualTo(422);
  }

  @Test
  void anAffiliateSeesItselfAndSetsOnlyHowItIsPaid() {
    String own = create("anna@example.org").text("id");
    String other = create("ben@example.org").text("id");
    Client anna = new Client(api, tenant, Role.AFFILIATE, Map.of("affiliate_id", own));
    assertThat(anna.get("affiliates/" + own).status()).isEqualTo(200);
    assertThat(anna.get("affiliates/" + other).status()).isEqualTo(404);
    assertThat(anna.get("affiliates").data("id")).containsExactly(own);
    String profile =
        "{'payout_profile':{'gateway':'sandbox','currency':'USD','account':'a','threshold':0}}";
    Answer paid = anna.patch("affiliates/" + own, profile);
    assertThat(paid.status()).isEqualTo(200);
    assertThat(paid.body().path("payout_profile").path("threshold").asLong()).isZero();
    assertThat(anna.patch("affiliates/" + other, profile).status()).isEqualTo(404);
    assertThat(anna.patch("affiliates/" + own, "{'name':'Boss'}").status()).isEqualTo(403);
    assertThat(anna.post("affiliates/" + own + "/approve", "{}").status()).isEqualTo(403);
    assertThat(anna.post("affiliates", "{'name':'C','email':'c@example.org'}").status())
        .isEqualTo(403);
  }

  @Test
  void anAdvertiserSeesNoAffiliate() {
    String id = create("anna@example.org").text("id");
    Client advertiser = caller(Role.ADVERTISER);
    for (String path : List.of("affiliates", "affiliates/" + id, "memberships")) {
      assertThat(advertiser.get(path).status()).as(path).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"FINANCE", "ADVERTISER", "AFFILIATE"})
  void onlyAdministratorsAndManagersDecide(Role role) {
    String path = path(create("anna@example.org"));
    assertThat(caller(role).post(path + "/approve", "{}").status()).isEqualTo(403);
  }

  @Test
  void anotherTenantsAffiliateIsAsUnknownAsNone() {
    String anna = path(create("anna@example.org"));
    Client stranger = new Client(api, TenantId.of(IDS.next()), Role.ADMIN, Map.of());
    for (String path : List.of(anna, "affiliates/aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2", "affiliates/x")) {
      Answer answer = stranger.get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.text("code")).isEqualTo("not_found");
    }
    assertThat(stranger.patch(anna, "{'name':'X'}").status()).isEqualTo(404);
    assertThat(stranger.post(anna + "/approve", "{}").status()).isEqualTo(404);
    assertThat(stranger.get("affiliates").data("id")).isEmpty();
  }

  @Test
  void anApprovedAffiliateBecomesAMemberOnce() {
    String campaign = CampaignId.of(IDS.next()).value();
    String anna = create("anna@example.org").text("id");
    String body = "{'campaign_id':'%s','affiliate_id':'%s'}".formatted(campaign, anna);
    Answer early = manager.post("memberships", body);
    assertThat(early.status()).isEqualTo(422);
    assertThat(early.errorFields()).containsExactly("affiliate_id");
    manager.post("affiliates/" + anna + "/approve", "{}");
    Answer member = manager.post("memberships", body);
    assertThat(member.status()).isEqualTo(201);
    assertThat(member.text("id")).startsWith("mem_");
    assertThat(member.text("status")).isEqualTo("approved");
    Answer again = manager.post("memberships", body);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(member.text("id"));
    assertThat(memberStatuses(campaign, anna)).containsExactly("approved");
    manager.post("affiliates/" + anna + "/ban", "{}");
    assertThat(memberStatuses(campaign, anna)).containsExactly("banned");
    assertThat(manager.post("memberships", body).status()).isEqualTo(422);
    assertThat(published().getLast())
        .isInstanceOfSatisfying(
            MembershipSnapshot.class,
            last -> assertThat(last.status()).isEqualTo(MembershipSnapshot.Status.BANNED));
  }

  @Test
  void anUnknownAffiliateBecomesNoMember() {
    Answer refused =
        manager.post(
            "memberships",
            "{'campaign_id':'%s','affiliate_id':'aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2'}"
                .formatted(CampaignId.of(IDS.next()).value()));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.errorFields()).containsExactly("affiliate_id");
  }

  private List<String> memberStatuses(String campaign, String affiliate) {
    return manager
        .get("memberships?campaign_id=%s&affiliate_id=%s".formatted(campaign, affiliate))
        .data("status");
  }

  private Answer create(String email) {
    return manager.post("affiliates", "{'name':'Name','email':'%s'}".formatted(email));
  }

  private static String path(Answer created) {
    return "affiliates/" + created.text("id");
  }

  private Answer ifMatch(String tag, String path, String body) {
    return manager.call(HttpMethod.PATCH, path, body, Map.of("If-Match", tag));
  }

  private Client caller(Role role) {
    return new Client(api, tenant, role, Map.of());
  }

  private List<AffiliateDirectoryEntry> published() {
    return TestDatabases.outbox("affiliate", Topics.AFFILIATE_DIRECTORY, tenant);
  }

  private List<String> auditActions() {
    return TestDatabases.outbox("affiliate", Topics.AUDIT_EVENTS, tenant).stream()
        .map(AuditRecorded::action)
        .toList();
  }
}
