package io.tributary.identity.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.json.EventJson;
import io.tributary.platform.http.FieldProblem;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackingFormTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                                        | accepted
          {`cookie_domain`:`Bücher.example`}                        | accepted
          {`cookie_domain`:`not a host`}                            | cookie_domain:malformed
          {`cookie_domain`:`*.shop.example`}                        | cookie_domain:malformed
          {`cookie_life`:`PT1H`}                                    | accepted
          {`cookie_life`:`PT59M`}                                   | cookie_life:out_of_range
          {`cookie_life`:`P400D`}                                   | accepted
          {`cookie_life`:`P401D`}                                   | cookie_life:out_of_range
          {`cookie_life`:`long`}                                    | cookie_life:malformed
          {`default_url`:`https://shop.example/`}                   | accepted
          {`default_url`:`http://shop.example/`}                    | default_url:malformed
          {`default_url`:`https://a@shop.example/`}                 | default_url:malformed
          {`default_url`:`javascript:alert(1)`}                     | default_url:malformed
          {`outbound_domains`:[`pay.example`,`*.pay.example`]}      | accepted
          {`outbound_domains`:[`pay.example`,`https://x`,null]}     | outbound_domains[1]:malformed outbound_domains[2]:malformed
          {`denied`:{`networks`:[`203.0.113.9`,`203.0.113.0/24`,`2001:db8::/32`,`::1`,`1:2:3:4:5:6:7:8`]}} | accepted
          {`denied`:{`networks`:[`203.0.113.256`]}}                 | denied.networks[0]:malformed
          {`denied`:{`networks`:[`203.0.113.0/33`]}}                | denied.networks[0]:malformed
          {`denied`:{`networks`:[`2001:db8::/129`]}}                | denied.networks[0]:malformed
          {`denied`:{`networks`:[`1::2::3`]}}                       | denied.networks[0]:malformed
          {`denied`:{`networks`:[`1:2:3`]}}                         | denied.networks[0]:malformed
          {`denied`:{`networks`:[`12345::`]}}                       | denied.networks[0]:malformed
          {`denied`:{`networks`:[`shop.example`]}}                  | denied.networks[0]:malformed
          {`denied`:{`countries`:[`de`,`FR`]}}                      | accepted
          {`denied`:{`countries`:[`Germany`]}}                      | denied.countries[0]:malformed
          {`denied`:{`user_agents`:[`curl`,` `]}}                   | denied.user_agents[1]:malformed
          {`fraud`:{`review_from`:1,`reject_from`:100}}             | accepted
          {`fraud`:{`review_from`:0,`reject_from`:101}}             | fraud.review_from:out_of_range fraud.reject_from:out_of_range
          {`fraud`:{`review_from`:50,`reject_from`:50}}             | fraud.reject_from:out_of_range
          {`fraud`:{`signals`:{`ua_bot`:{`mode`:`off`,`points`:0,`thresholds`:{`per_minute`:60}}}}} | accepted
          {`fraud`:{`signals`:{`ua_bot`:{`points`:101}}}}           | fraud.signals.ua_bot.points:out_of_range
          {`fraud`:{`signals`:{`UA BOT`:{}}}}                       | fraud.signals:malformed
          {`fraud`:{`signals`:{`ua_bot`:null}}}                     | fraud.signals.ua_bot:required
          {`fraud`:{`signals`:{`ua_bot`:{`thresholds`:{`x`:-1}}}}}  | fraud.signals.ua_bot.thresholds:malformed
          """)
  void termsAreTakenOrRefusedFieldByField(String json, String outcome) {
    TrackingDraft draft = EventJson.mapper().readValue(json.replace('`', '"'), TrackingDraft.class);
    assertThat(describe(TrackingForm.check(draft, TrackingTerms.DEFAULT))).isEqualTo(outcome);
  }

  @Test
  void whatIsAbsentStaysAndAnEmptyTextTakesBack() {
    TrackingTerms set =
        accepted(
            "{'cookie_domain':'shop.example','cookie_life':'P45D','cookies':false}",
            TrackingTerms.DEFAULT);
    assertThat(set.cookieLife()).isEqualTo(Duration.ofDays(45));
    assertThat(accepted("{}", set)).isEqualTo(set);
    TrackingTerms back = accepted("{'cookie_domain':'','cookie_life':'','cookies':true}", set);
    assertThat(back).isEqualTo(TrackingTerms.DEFAULT);
  }

  @Test
  void listsHaveABound() {
    for (int size : List.of(TrackingForm.MAX_DOMAINS, TrackingForm.MAX_DOMAINS + 1)) {
      TrackingDraft draft =
          new TrackingDraft(
              null,
              null,
              null,
              null,
              null,
              null,
              Collections.nCopies(size, "pay.example"),
              null,
              null);
      assertThat(describe(TrackingForm.check(draft, TrackingTerms.DEFAULT)))
          .isEqualTo(size > TrackingForm.MAX_DOMAINS ? "outbound_domains:too_many" : "accepted");
    }
  }

  private static TrackingTerms accepted(String json, TrackingTerms before) {
    TrackingDraft draft =
        EventJson.mapper().readValue(json.replace('\'', '"'), TrackingDraft.class);
    return ((TrackingForm.Result.Accepted) TrackingForm.check(draft, before)).terms();
  }

  private static String describe(TrackingForm.Result result) {
    return switch (result) {
      case TrackingForm.Result.Accepted accepted -> "accepted";
      case TrackingForm.Result.Refused(List<FieldProblem> problems) ->
          problems.stream()
              .map(problem -> problem.field() + ":" + problem.code())
              .collect(Collectors.joining(" "));
    };
  }
}
