package io.tributary.campaign.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.AttributionTerms.Binding;
import io.tributary.contract.directory.AttributionTerms.LeadTerms;
import io.tributary.contract.directory.AttributionTerms.Matching;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.platform.http.FieldProblem;
import io.tributary.rule.RuleEngine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CampaignFormTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final String GOOD =
      """
      {"advertiser_id": "adv_01K9ZQ4T6R8XJ2M5N7P9S1V3W8", "name": " Spring ", "currency": "USD",
       "landing_url": "https://Shop.example/landing?src=aff",
       "commission_rules": [
         {"name": "base", "when": "true", "then": {"type": "percentage", "percent": "10"}}]}
      """;

  private final CampaignForm form = new CampaignForm(new RuleForm(new RuleEngine()));

  @Test
  void whatIsAbsentIsDefaulted() {
    CampaignForm.Wanted wanted = accepted(form.checkNew(draft(GOOD)));
    CampaignTerms terms = wanted.terms();
    assertThat(terms.name()).isEqualTo("Spring");
    assertThat(terms.allowedDomains()).containsExactly("shop.example");
    assertThat(terms.attribution())
        .isEqualTo(new AttributionTerms(Model.LAST_CLICK, Duration.ofDays(30), Duration.ofDays(1)));
    assertThat(terms.hold()).isEqualTo(Duration.ofDays(30));
    assertThat(wanted.rules())
        .containsExactly(new RuleTerms("base", 0, "true", new RuleTerms.Pay.Share(100_000)));
  }

  @Test
  void anEmptyDraftNamesEveryRequiredField() {
    assertThat(refused(form.checkNew(draft("{}"))))
        .extracting(FieldProblem::field)
        .containsExactly("advertiser_id", "name", "currency", "landing_url", "commission_rules");
  }

  @ParameterizedTest(name = "{0} = {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # field            | value                                                             | refused at
          advertiser_id      | "acme"                                                            | advertiser_id
          name               | "  "                                                              | name
          name               | "a\\u0000b"                                                       | name
          currency           | "XXQ"                                                             | currency
          currency           | "usd"                                                             | currency
          currency           | "JPY"                                                             | -
          landing_url        | "http://shop.example/"                                            | landing_url
          landing_url        | "//shop.example/"                                                 | landing_url
          landing_url        | "/landing"                                                        | landing_url
          landing_url        | "https://user@shop.example/"                                      | landing_url
          landing_url        | "https://shop.example:8443/"                                      | landing_url
          landing_url        | "https://shop.example:443/"                                       | -
          landing_url        | "https://10.0.0.1/"                                               | landing_url
          landing_url        | "https://[::1]/"                                                  | landing_url
          landing_url        | "https://localhost/"                                              | landing_url
          landing_url        | "https:///path"                                                   | landing_url
          landing_url        | "https://shop.example\\\\@evil.example/"                          | landing_url
          landing_url        | "https://shop.example/\\r\\nSet-Cookie: a"                        | landing_url
          landing_url        | "javascript:alert(1)"                                             | landing_url
          allowed_domains    | ["Shop.example", "shop.example"]                                  | -
          allowed_domains    | ["b\\u00fccher.example"]                                          | -
          allowed_domains    | ["shop.example", "https://a.example"]                             | allowed_domains[1]
          allowed_domains    | ["*.example"]                                                     | allowed_domains[0]
          allowed_domains    | ["com"]                                                           | allowed_domains[0]
          allowed_domains    | ["1.2.3.4"]                                                       | allowed_domains[0]
          allowed_domains    | [null]                                                            | allowed_domains[0]
          attribution        | {"model": "linear", "click_window": "PT1H", "view_window": "PT0S"} | -
          attribution        | {"model": "time"}                                                 | attribution.model
          attribution        | {"click_window": "PT59M"}                                         | attribution.click_window
          attribution        | {"click_window": "P366D"}                                         | attribution.click_window
          attribution        | {"click_window": "30 days"}                                       | attribution.click_window
          attribution        | {"click_window": "PT2H0.5S"}                                      | attribution.click_window
          attribution        | {"view_window": "P31D"}                                           | attribution.view_window
          attribution        | {"view_window": "-PT1H"}                                          | attribution.view_window
          attribution        | {"model": "last_click"}                                           | -
          attribution        | {"model": "position"}                                             | -
          attribution        | {"model": "position", "parameters": {"first_ppm": 600000, "last_ppm": 400000}} | -
          attribution        | {"model": "position", "parameters": {"first_ppm": 600001}}        | attribution.parameters.last_ppm
          attribution        | {"parameters": {"first_ppm": -1}}                                 | attribution.parameters.first_ppm
          attribution        | {"parameters": {"last_ppm": 1000001}}                             | attribution.parameters.last_ppm
          attribution        | {"model": "time_decay", "parameters": {"half_life": "P14D"}}      | -
          attribution        | {"parameters": {"half_life": "PT0S"}}                             | attribution.parameters.half_life
          attribution        | {"model": "last_non", "parameters": {"set_aside": ["Direct"]}}    | -
          attribution        | {"parameters": {"set_aside": ["a", "a"]}}                         | attribution.parameters.set_aside[1]
          attribution        | {"model": "milestones"}                                           | attribution.parameters.milestones
          attribution        | {"model": "milestones", "parameters": {"milestones": ["lead"]}}   | -
          attribution        | {"model": "milestones", "parameters": {"milestones": ["a", "b", "c"]}} | attribution.parameters.milestone_ppm
          attribution        | {"model": "milestones", "parameters": {"milestones": ["a"], "milestone_ppm": [1, 2]}} | attribution.parameters.milestone_ppm
          attribution        | {"model": "milestones", "parameters": {"milestones": ["a"], "milestone_ppm": [500000, 500000, 1]}} | attribution.parameters.milestone_ppm
          attribution        | {"model": "milestones", "parameters": {"milestones": ["a"], "milestone_ppm": [1, null, 1]}} | attribution.parameters.milestone_ppm[1]
          attribution        | {"model": "custom"}                                               | attribution.parameters.weight
          attribution        | {"model": "custom", "parameters": {"weight": "touch.kind == 'click' ? 2.0 : 1.0"}} | -
          attribution        | {"parameters": {"weight": "touch.position"}}                      | attribution.parameters.weight
          attribution        | {"model": "data_driven"}                                          | attribution.parameters.learning
          attribution        | {"model": "data_driven", "parameters": {"learning": {"kind": "markov", "order": 4}}} | -
          attribution        | {"parameters": {"learning": {"kind": "markov", "order": 5}}}      | attribution.parameters.learning.order
          attribution        | {"parameters": {"learning": {"kind": "shapley_ordered", "order": 2}}} | attribution.parameters.learning.order
          attribution        | {"parameters": {"learning": {"order": 2}}}                        | attribution.parameters.learning.kind
          attribution        | {"parameters": {"learning": {"kind": "markov", "scope": "all"}}}  | attribution.parameters.learning.scope
          attribution        | {"lead": {"events": ["lead"], "click_window": "P7D", "view_window": "PT0S"}} | -
          attribution        | {"lead": {"events": []}}                                          | -
          attribution        | {"lead": {"click_window": "P7D"}}                                 | attribution.lead.events
          attribution        | {"lead": {"events": ["lead"], "click_window": "PT1M"}}            | attribution.lead.click_window
          attribution        | {"matching": {"coupon_first": true, "binding": "lock_first"}}     | -
          attribution        | {"matching": {"binding": "lock_for_days"}}                        | attribution.matching.lock_days
          attribution        | {"matching": {"binding": "lock_for_days", "lock_days": 0}}        | attribution.matching.lock_days
          attribution        | {"matching": {"binding": "for_ever"}}                             | attribution.matching.binding
          attribution        | {"matching": {"probabilistic": "PT24H"}}                          | -
          attribution        | {"matching": {"probabilistic": "PT0S"}}                           | -
          attribution        | {"matching": {"probabilistic": "PT25H"}}                          | attribution.matching.probabilistic
          landing_url        | "https://shop.example/p?s={sub1}&c={CLICK_ID}"                    | -
          landing_url        | "https://shop.example/p/{source}/x?a=1#{country}"                 | -
          landing_url        | "https://shop.example/p?s={sub11}"                                | landing_url
          landing_url        | "https://shop.example/p?s={revenue}"                              | landing_url
          landing_url        | "https://shop.example/{sub1}"                                     | landing_url
          landing_url        | "https://shop.example/{sub1}/p"                                   | landing_url
          landing_url        | "https://shop.example{sub1}/p"                                    | landing_url
          landing_url        | "https://{sub1}.example/p"                                        | landing_url
          landing_url        | "https://{sub1}"                                                  | landing_url
          landing_url        | "{source}://shop.example/p"                                       | landing_url
          landing_url        | "https://shop.example:{sub1}/p"                                   | landing_url
          landing_url        | "https://shop.example/p/.{sub1}"                                  | landing_url
          landing_url        | "https://shop.example/p/{sub1}..{sub2}/x"                         | landing_url
          landing_url        | "https://shop.example/p?s={sub1"                                  | landing_url
          hold               | "PT0S"                                                            | -
          hold               | "P365D"                                                           | -
          hold               | "P366D"                                                           | hold
          hold               | "P1M"                                                             | hold
          commission_rules   | []                                                                | commission_rules
          commission_rules   | [null]                                                            | commission_rules[0]
          """)
  void everyFieldIsChecked(String field, String value, String refusedAt) {
    ObjectNode json = (ObjectNode) JSON.readTree(GOOD);
    json.set(field, JSON.readTree(value));
    Checked<CampaignForm.Wanted> checked =
        form.checkNew(JSON.treeToValue(json, CampaignDraft.class));
    if (refusedAt.equals("-")) {
      accepted(checked);
    } else {
      assertThat(refused(checked)).extracting(FieldProblem::field).containsExactly(refusedAt);
    }
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"when":"true","then":{"type":"percentage","percent":"10"}}                       | name
          {"name":"a","then":{"type":"percentage","percent":"10"}}                          | when
          {"name":"a","when":"conversion.amont > 1.0","then":{"type":"flat","amount":1}}    | when
          {"name":"a","when":"true"}                                                        | then.type
          {"name":"a","when":"true","then":{"type":"bonus"}}                                | then.type
          {"name":"a","when":"true","then":{"type":"percentage"}}                           | then.percent
          {"name":"a","when":"true","then":{"type":"percentage","percent":"100.0001"}}      | then.percent
          {"name":"a","when":"true","then":{"type":"percentage","percent":"-1"}}            | then.percent
          {"name":"a","when":"true","then":{"type":"percentage","percent":"1.00001"}}       | then.percent
          {"name":"a","when":"true","then":{"type":"percentage","percent":"1e1"}}           | then.percent
          {"name":"a","when":"true","then":{"type":"flat"}}                                 | then.amount
          {"name":"a","when":"true","then":{"type":"flat","amount":-1}}                     | then.amount
          {"name":"a","priority":5000,"when":"true","then":{"type":"flat","amount":1}}      | priority
          """)
  void aRuleIsCheckedFieldByField(String rule, String refusedAt) {
    ObjectNode json = (ObjectNode) JSON.readTree(GOOD);
    json.set("commission_rules", JSON.createArrayNode().add(JSON.readTree(rule)));
    assertThat(refused(form.checkNew(JSON.treeToValue(json, CampaignDraft.class))))
        .extracting(FieldProblem::field)
        .containsExactly("commission_rules[0]." + refusedAt);
  }

  @Test
  void anExpressionsProblemIsShownWithItsPosition() {
    ObjectNode json = (ObjectNode) JSON.readTree(GOOD);
    json.set(
        "commission_rules",
        JSON.readTree(
            """
            [{"name": "a", "when": "conversion.amont > 1.0",
              "then": {"type": "percentage", "percent": "10"}}]
            """));
    assertThat(refused(form.checkNew(JSON.treeToValue(json, CampaignDraft.class))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("invalid_expression");
              assertThat(problem.message())
                  .startsWith("line 1, column 11:")
                  .contains("undefined field 'amont'");
            });
  }

  @Test
  void twoRulesCannotHaveOneName() {
    ObjectNode json = (ObjectNode) JSON.readTree(GOOD);
    json.withArray("commission_rules").add(json.path("commission_rules").get(0));
    assertThat(refused(form.checkNew(JSON.treeToValue(json, CampaignDraft.class))))
        .extracting(FieldProblem::field)
        .containsExactly("commission_rules[1].name");
  }

  @ParameterizedTest(name = "{0} % is {1} ppm")
  @CsvSource({"10, 100000", "0, 0", "100, 1000000", "12.5, 125000", "0.0001, 1", "07, 70000"})
  void aPercentageIsExactInPartsPerMillion(String percent, long ppm) {
    RuleDraft draft =
        new RuleDraft("a", null, "true", new RuleDraft.EffectDraft("percentage", percent, null));
    assertThat(accepted(new RuleForm(new RuleEngine()).check(draft)).pay())
        .isEqualTo(new RuleTerms.Pay.Share(ppm));
  }

  @Test
  void aChangeKeepsWhatItDoesNotName() {
    CampaignTerms before = accepted(form.checkNew(draft(GOOD))).terms();
    CampaignForm.Wanted same = accepted(form.checkChange(draft("{}"), before));
    assertThat(same).isEqualTo(new CampaignForm.Wanted(before, null));
    CampaignForm.Wanted moved =
        accepted(
            form.checkChange(
                draft("{\"name\": \"Autumn\", \"attribution\": {\"model\": \"first\"}}"), before));
    assertThat(moved.terms().name()).isEqualTo("Autumn");
    assertThat(moved.terms().attribution().model()).isEqualTo(Model.FIRST);
    assertThat(moved.terms().attribution().clickWindow()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void attributionIsKeptAndTakenAwayMemberByMember() {
    CampaignTerms before =
        accepted(
                form.checkChange(
                    draft(
                        """
                        {"attribution": {"model": "milestones",
                          "parameters": {"milestones": ["lead", "trial"], "half_life": "P3D"},
                          "lead": {"events": ["lead"], "click_window": "P7D"},
                          "matching": {"binding": "lock_for_days", "lock_days": 90,
                                       "probabilistic": "PT6H"}}}
                        """),
                    accepted(form.checkNew(draft(GOOD))).terms()))
            .terms();
    assertThat(before.attribution().parameters().milestonePpm())
        .containsExactly(225_000, 225_000, 225_000, 225_000);
    assertThat(before.attribution().lead())
        .isEqualTo(new LeadTerms(Set.of("lead"), Duration.ofDays(7), Duration.ofDays(1)));
    assertThat(accepted(form.checkChange(draft("{\"attribution\": {}}"), before)).terms())
        .isEqualTo(before);
    AttributionTerms after =
        accepted(
                form.checkChange(
                    draft(
                        """
                        {"attribution": {"parameters": {"milestones": ["lead"]},
                          "lead": {"events": []},
                          "matching": {"binding": "lock_first", "probabilistic": "PT0S"}}}
                        """),
                    before))
            .terms()
            .attribution();
    assertThat(after.parameters().milestonePpm()).containsExactly(300_000, 300_000, 300_000);
    assertThat(after.parameters().halfLife()).isEqualTo(Duration.ofDays(3));
    assertThat(after.lead()).isNull();
    assertThat(after.matching()).isEqualTo(new Matching(false, Binding.LOCK_FIRST, null, null));
  }

  @Test
  void theCurrencyAndTheAdvertiserStay() {
    CampaignTerms before = accepted(form.checkNew(draft(GOOD))).terms();
    assertThat(
            refused(
                form.checkChange(
                    draft(
                        """
                        {"currency": "EUR", "advertiser_id": "adv_01K9ZQ4T6R8XJ2M5N7P9S1V3W9"}
                        """),
                    before)))
        .extracting(FieldProblem::code)
        .containsExactly("immutable", "immutable");
    accepted(form.checkChange(draft("{\"currency\": \"USD\"}"), before));
  }

  private static CampaignDraft draft(String json) {
    return JSON.readValue(json, CampaignDraft.class);
  }

  private static <T> T accepted(Checked<T> checked) {
    return switch (checked) {
      case Checked.Accepted<T>(T value) -> value;
      case Checked.Refused<T>(List<FieldProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<FieldProblem> refused(Checked<?> checked) {
    return switch (checked) {
      case Checked.Accepted<?> accepted -> throw new AssertionError(accepted.toString());
      case Checked.Refused<?>(List<FieldProblem> problems) -> problems;
    };
  }
}
