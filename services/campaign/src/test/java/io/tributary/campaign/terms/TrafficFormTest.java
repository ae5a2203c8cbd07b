package io.tributary.campaign.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.TrafficTerms;
import io.tributary.platform.http.FieldProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class TrafficFormTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private static final String WHOLE =
      """
      {"landing_pages": [{"url_id": "a", "url": "https://shop.example/a?s={sub1}"},
                         {"url_id": "b", "url": "https://shop.example/b"}],
       "rotator": [{"conditions": [{"dimension": "country", "excluded": false, "values": ["DE"]}],
                    "shares": [{"url_id": "a", "weight": 3}, {"url_id": null, "weight": 1}]}],
       "targeting": [{"allowed": false,
                      "conditions": [{"dimension": "device", "excluded": true, "values": ["phone"]},
                                     {"dimension": "sub1", "excluded": false, "values": ["x"]}]}],
       "schedule": {"start": "2026-11-01T00:00:00Z", "end": "2026-12-01T00:00:00Z",
                    "zone": "Europe/Berlin",
                    "hours": [{"days": ["monday", "friday"], "from": 8, "to": 18}]},
       "caps": [{"period": "day", "scope": "campaign", "limit": 1000},
                {"period": "day", "scope": "affiliate", "limit": 10}],
       "fallback": {"url": "https://shop.example/sorry",
                    "campaign_id": "camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W1"},
       "redirect_status": 307, "referrer_policy": "no-referrer", "click_unique_for": "PT30M",
       "via_parameters": ["via"],
       "postback": {"dialect": "tune", "statuses": {"sale": "approved"},
                    "payout_override": true, "revenue_override": false},
       "fraud": {"monitored": true, "review_from": 40, "reject_from": 80,
                 "signals": {"ua_bot": {"mode": "monitor", "points": 50,
                                        "thresholds": {"per_minute": 20}}}}}
      """;

  @Test
  void whatIsAcceptedIsShownAsItWasGiven() {
    TrafficTerms terms = accepted(WHOLE, TrafficTerms.DEFAULT);
    assertThat(JSON.readTree(JSON.writeValueAsString(TrafficDraft.of(terms))))
        .isEqualTo(JSON.readTree(WHOLE));
    assertThat(accepted("{}", terms)).isEqualTo(terms);
    assertThat(accepted("{}", TrafficTerms.DEFAULT)).isEqualTo(TrafficTerms.DEFAULT);
    assertThat(accepted(JSON.writeValueAsString(TrafficDraft.of(TrafficTerms.DEFAULT)), terms))
        .isEqualTo(TrafficTerms.DEFAULT);
  }

  @Test
  void aMemberThatIsGivenTakesTheWholePlace() {
    TrafficTerms terms = accepted(WHOLE, TrafficTerms.DEFAULT);
    TrafficTerms changed = accepted("{\"fallback\": {}, \"caps\": []}", terms);
    assertThat(changed.fallback()).isEqualTo(new TrafficTerms.Fallback(null, null));
    assertThat(changed.caps()).isEmpty();
    assertThat(changed.rotator()).isEqualTo(terms.rotator());
  }

  @ParameterizedTest(name = "{0} -> {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"landing_pages": [{"url": "https://a.example/"}]}                          | landing_pages[0].url_id | malformed
          {"landing_pages": [{"url_id": "a b", "url": "https://a.example/"}]}         | landing_pages[0].url_id | malformed
          {"landing_pages": [{"url_id": "a"}]}                                        | landing_pages[0].url | required
          {"landing_pages": [{"url_id": "a", "url": "http://a.example/"}]}            | landing_pages[0].url | malformed
          {"landing_pages": [{"url_id": "a", "url": "https://a.example/?x={nope}"}]}  | landing_pages[0].url | malformed
          {"landing_pages": [null]}                                                   | landing_pages[0].url_id | malformed
          {"landing_pages": [{"url_id": "a", "url": "https://a.example/"}, {"url_id": "a", "url": "https://a.example/"}]} | landing_pages[1].url_id | duplicate
          {"rotator": [{}]}                                                           | rotator[0].shares | required
          {"rotator": [null]}                                                         | rotator[0].shares | required
          {"rotator": [{"shares": []}]}                                               | rotator[0].shares | required
          {"rotator": [{"shares": [{"weight": 0}]}]}                                  | rotator[0].shares[0].weight | out_of_range
          {"rotator": [{"shares": [{"weight": 1001}]}]}                               | rotator[0].shares[0].weight | out_of_range
          {"rotator": [{"shares": [{"weight": 1000}]}]}                               | - | -
          {"rotator": [{"shares": [{"url_id": "gone", "weight": 1}]}]}                | rotator[0].shares[0].url_id | unknown_page
          {"targeting": [{}]}                                                         | targeting[0].allowed | required
          {"targeting": [{"allowed": false}]}                                         | - | -
          {"targeting": [{"allowed": true, "conditions": [{"values": ["x"]}]}]}       | targeting[0].conditions[0].dimension | required
          {"targeting": [{"allowed": true, "conditions": [{"dimension": "city", "values": ["x"]}]}]} | targeting[0].conditions[0].dimension | unknown_value
          {"targeting": [{"allowed": true, "conditions": [{"dimension": "os"}]}]}     | targeting[0].conditions[0].values | required
          {"targeting": [{"allowed": true, "conditions": [{"dimension": "country", "values": ["de"]}]}]} | targeting[0].conditions[0].values[0] | malformed
          {"targeting": [{"allowed": true, "conditions": [{"dimension": "language", "values": ["DE"]}]}]} | targeting[0].conditions[0].values[0] | malformed
          {"targeting": [{"allowed": true, "conditions": [{"dimension": "device", "values": ["car"]}]}]} | targeting[0].conditions[0].values[0] | malformed
          {"targeting": [{"allowed": true, "conditions": [{"dimension": "os", "values": ["Windows"]}]}]} | targeting[0].conditions[0].values[0] | malformed
          {"targeting": [{"allowed": true, "conditions": [{"dimension": "sub1", "values": [" "]}]}]} | targeting[0].conditions[0].values[0] | malformed
          {"targeting": [{"allowed": true, "conditions": [{"dimension": "os", "values": ["ios"]}, {"dimension": "os", "values": ["android"]}]}]} | targeting[0].conditions[1] | duplicate
          {"targeting": [{"allowed": true, "conditions": [{"dimension": "os", "values": ["ios"]}, {"dimension": "os", "excluded": true, "values": ["android"]}]}]} | - | -
          {"schedule": {"start": "tomorrow"}}                                         | schedule.start | malformed
          {"schedule": {"start": "2026-11-01T00:00:00Z", "end": "2026-11-01T00:00:00Z"}} | schedule.end | out_of_range
          {"schedule": {"zone": "Mars/Base"}}                                         | schedule.zone | unknown_zone
          {"schedule": {"hours": [{"from": 0, "to": 24}]}}                            | schedule.hours[0].days | required
          {"schedule": {"hours": [{"days": ["Monday"], "from": 0, "to": 24}]}}        | schedule.hours[0].days[0] | unknown_value
          {"schedule": {"hours": [{"days": ["monday"], "from": 24, "to": 24}]}}       | schedule.hours[0].from | out_of_range
          {"schedule": {"hours": [{"days": ["monday"], "from": 8, "to": 8}]}}         | schedule.hours[0].to | out_of_range
          {"schedule": {"hours": [{"days": ["monday"], "from": 8, "to": 25}]}}        | schedule.hours[0].to | out_of_range
          {"caps": [{"period": "hour", "scope": "campaign", "limit": 1}]}             | caps[0].period | unknown_value
          {"caps": [{"period": "day", "limit": 1}]}                                   | caps[0].scope | required
          {"caps": [{"period": "day", "scope": "campaign", "limit": 0}]}              | caps[0].limit | out_of_range
          {"caps": [{"period": "day", "scope": "campaign", "limit": 1000000000001}]}  | caps[0].limit | out_of_range
          {"caps": [{"period": "day", "scope": "campaign", "limit": 1}, {"period": "day", "scope": "campaign", "limit": 2}]} | caps[1] | duplicate
          {"fallback": {"url": "http://a.example/"}}                                  | fallback.url | malformed
          {"fallback": {"campaign_id": "x"}}                                          | fallback.campaign_id | malformed
          {"redirect_status": 301}                                                    | redirect_status | unknown_value
          {"redirect_status": 302}                                                    | - | -
          {"referrer_policy": "none"}                                                 | referrer_policy | unknown_value
          {"click_unique_for": "P31D"}                                                | click_unique_for | out_of_range
          {"click_unique_for": "1h"}                                                  | click_unique_for | malformed
          {"click_unique_for": "PT0S"}                                                | - | -
          {"via_parameters": ["a b"]}                                                 | via_parameters[0] | malformed
          {"via_parameters": ["a", "a"]}                                              | via_parameters[1] | malformed
          {"via_parameters": ["a", "b", "c", "d", "e", "f"]}                          | via_parameters | too_many
          {"via_parameters": []}                                                      | - | -
          {"postback": {"dialect": "other"}}                                          | postback.dialect | unknown_value
          {"postback": {"statuses": {"sale": "good"}}}                                | postback.statuses.sale | unknown_value
          {"postback": {"statuses": {"Sale": "approved"}}}                            | postback.statuses.Sale | malformed
          {"fraud": {"review_from": 101}}                                             | fraud.review_from | out_of_range
          {"fraud": {"review_from": 50, "reject_from": 50}}                           | fraud.reject_from | out_of_range
          {"fraud": {"signals": {"ua_bot": {"mode": "maybe"}}}}                       | fraud.signals.ua_bot.mode | unknown_value
          {"fraud": {"signals": {"ua_bot": {"points": -1}}}}                          | fraud.signals.ua_bot.points | out_of_range
          {"fraud": {"signals": {"ua_bot": {"thresholds": {"x": -1}}}}}               | fraud.signals.ua_bot.thresholds.x | out_of_range
          {"fraud": {"signals": {"UA": {}}}}                                          | fraud.signals.UA | malformed
          """)
  void everyFieldIsChecked(String draft, String field, String code) {
    List<FieldProblem> problems = new ArrayList<>();
    check(draft, TrafficTerms.DEFAULT, problems);
    if (field.equals("-")) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).isNotEmpty();
      assertThat(problems.getFirst().field()).isEqualTo("traffic." + field);
      assertThat(problems.getFirst().code()).isEqualTo(code);
    }
  }

  @Test
  void listsHaveTheirLimits() {
    String page = "{\"url_id\": \"p%d\", \"url\": \"https://a.example/\"}";
    assertThat(problems("landing_pages", page, TrafficForm.MAX_PAGES)).isEmpty();
    assertThat(problems("landing_pages", page, TrafficForm.MAX_PAGES + 1))
        .extracting(FieldProblem::code)
        .containsExactly("too_many");
    String rule = "{\"allowed\": true}";
    assertThat(problems("targeting", rule, TrafficForm.MAX_RULES)).isEmpty();
    assertThat(problems("targeting", rule, TrafficForm.MAX_RULES + 1))
        .extracting(FieldProblem::code)
        .containsExactly("too_many");
  }

  @Test
  void aPageThatTheRotatorShowsCannotBeTakenAway() {
    TrafficTerms terms = accepted(WHOLE, TrafficTerms.DEFAULT);
    List<FieldProblem> problems = new ArrayList<>();
    check("{\"landing_pages\": []}", terms, problems);
    assertThat(problems).extracting(FieldProblem::code).containsExactly("in_use");
    accepted("{\"landing_pages\": [], \"rotator\": []}", terms);
  }

  @Test
  void theMacrosAreThoseThatTheTrackingApiDocuments() throws IOException {
    String document = Files.readString(Path.of("..", "..", "docs", "tracking-api.md"));
    String macros = document.substring(document.indexOf("### Macros"));
    String list = macros.substring(0, macros.indexOf("###", 3)).toLowerCase(Locale.ROOT);
    for (String macro : LandingTemplate.MACROS) {
      if (!macro.matches("sub[2-9]")) {
        assertThat(list).contains("{" + macro + "}");
      }
    }
  }

  private static List<FieldProblem> problems(String member, String entry, int count) {
    List<FieldProblem> problems = new ArrayList<>();
    check(
        "{\"%s\": [%s]}"
            .formatted(
                member,
                String.join(",", IntStream.range(0, count).mapToObj(entry::formatted).toList())),
        TrafficTerms.DEFAULT,
        problems);
    return problems;
  }

  private static TrafficTerms accepted(String draft, TrafficTerms before) {
    List<FieldProblem> problems = new ArrayList<>();
    TrafficTerms terms = check(draft, before, problems);
    assertThat(problems).isEmpty();
    return terms;
  }

  private static TrafficTerms check(
      String draft, TrafficTerms before, List<FieldProblem> problems) {
    return TrafficForm.check(JSON.readValue(draft, TrafficDraft.class), before, problems);
  }
}
