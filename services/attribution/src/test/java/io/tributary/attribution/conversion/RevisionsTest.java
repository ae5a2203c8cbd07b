package io.tributary.attribution.conversion;

import static io.tributary.attribution.testing.Events.NOON;
import static io.tributary.attribution.testing.Events.affiliate;
import static io.tributary.attribution.testing.Events.conversion;
import static io.tributary.attribution.testing.Events.conversionId;
import static io.tributary.attribution.testing.Events.link;
import static io.tributary.attribution.testing.Events.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.decision.Attributed;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.decision.Duplicate;
import io.tributary.contract.decision.Ground;
import io.tributary.contract.decision.Ground.Cause;
import io.tributary.contract.decision.Ground.MatchKey;
import io.tributary.contract.decision.Refunded;
import io.tributary.contract.decision.Rejected;
import io.tributary.contract.decision.Superseded;
import io.tributary.contract.decision.Unattributed;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.RefundReceived;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionsTest {

  /**
   * Reports are written {@code a 100} (credited to a, amount 100), {@code - 100} (nobody), {@code !
   * 100} (rejected); refunds {@code r1 30}; {@code ~b 100} because of a click that came late.
   */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a 100                      | attributed 1 a 100
          - 100                      | unattributed 1 100
          ! 100                      | rejected 1 100

          # the same again
          a 100, a 100               | attributed 1 a 100, duplicate 1
          a 100, - 100, ! 100        | attributed 1 a 100, duplicate 1, duplicate 1
          - 100, - 100               | unattributed 1 100, duplicate 1

          # a repeat by a surer key, and what comes late (~), change the credits once
          - 100, a 100               | unattributed 1 100, superseded 1, attributed 2 a 100
          - 100, a 100, b 100        | unattributed 1 100, superseded 1, attributed 2 a 100, duplicate 2
          ! 100, a 100               | rejected 1 100, superseded 1, attributed 2 a 100
          a 100, ~b 100              | attributed 1 a 100, superseded 1, attributed 2 b 100
          a 100, ~b 100, ~c 100      | attributed 1 a 100, superseded 1, attributed 2 b 100
          a 100, ~a 100              | attributed 1 a 100
          a 100, ~- 100              | attributed 1 a 100
          a 100, a 80, ~b 100        | attributed 1 a 100, superseded 1, attributed 2 a 80, superseded 2, attributed 3 b 80
          a 100, r1 30, ~b 100, r2 9 | attributed 1 a 100, refunded 30 of 100, superseded 1, attributed 2 b 100, refunded 39 of 100

          # another amount: credits stay, or are looked for where there were none
          a 100, a 80                | attributed 1 a 100, superseded 1, attributed 2 a 80
          a 100, b 80                | attributed 1 a 100, superseded 1, attributed 2 a 80
          a 100, - 80, a 80          | attributed 1 a 100, superseded 1, attributed 2 a 80, duplicate 2
          - 100, b 80                | unattributed 1 100, superseded 1, attributed 2 b 80
          ! 100, - 80                | rejected 1 100, superseded 1, unattributed 2 80
          a 100, ! 80                | attributed 1 a 100, duplicate 1
          a 100, a 80, a 100         | attributed 1 a 100, superseded 1, attributed 2 a 80, superseded 2, attributed 3 a 100

          # refunds add up to the total at most, and each counts once
          a 100, r1 30               | attributed 1 a 100, refunded 30 of 100
          a 100, r1 30, r1 30, r2 30 | attributed 1 a 100, refunded 30 of 100, refunded 60 of 100
          a 100, r1 80, r2 80        | attributed 1 a 100, refunded 80 of 100, refunded 100 of 100
          a 100, r1 80, a 50, r2 10  | attributed 1 a 100, refunded 80 of 100, superseded 1, attributed 2 a 50, refunded 50 of 50

          # refunds before their conversion
          r1 30, a 100               | attributed 1 a 100, refunded 30 of 100
          r1 30, r1 30, r2 50, a 100 | attributed 1 a 100, refunded 30 of 100, refunded 80 of 100
          r1 30, a 100, r1 30        | attributed 1 a 100, refunded 30 of 100
          """)
  void reportsAndRefundsBecomeDecisions(String events, String expected) {
    ConversionState state = null;
    List<Decision> decisions = new ArrayList<>();
    int number = 0;
    for (String event : events.split(",", -1)) {
      String[] words = event.strip().split(" ", -1);
      long amount = Long.parseLong(words[1]);
      number++;
      Revisions.Step step =
          words[0].startsWith("r")
              ? Revisions.refund(state, refund(words[0], NOON.plusSeconds(number), amount))
              : Revisions.report(state, proposal(words[0], "e" + number, amount));
      state = step.state();
      decisions.addAll(step.decisions());
    }
    assertThat(decisions.stream().map(RevisionsTest::words).collect(Collectors.joining(", ")))
        .isEqualTo(expected);
    assertThat(decisions.stream().map(Decision::decisionId)).doesNotHaveDuplicates();
  }

  @Test
  void decisionIdsNameConversionRevisionAndEvent() {
    Revisions.Step first = Revisions.report(null, proposal('a', "e1", 100));
    Revisions.Step again = Revisions.report(first.state(), proposal('a', "e2", 100));
    String conversion = conversionId('z').value();
    assertThat(first.decisions().getFirst().decisionId())
        .isEqualTo(conversion + ":1:attributed:e1");
    assertThat(again.decisions().getFirst().decisionId()).isEqualTo(conversion + ":1:duplicate:e2");
  }

  @Test
  void refundsInAnotherCurrencyCannotBeTaken() {
    RefundReceived euros = inEuros(refund("r1", NOON, 30));
    ConversionState known = Revisions.report(null, proposal('a', "e1", 100)).state();
    assertThatThrownBy(() -> Revisions.refund(known, euros))
        .isInstanceOf(IllegalArgumentException.class);
    Revisions.Step early =
        Revisions.report(Revisions.refund(null, euros).state(), proposal('a', "e1", 100));
    assertThat(early.decisions()).hasSize(1);
    assertThat(early.unusable()).containsExactly(euros);
  }

  @Test
  void thereIsAnEndToTheRefundsOfAConversion() {
    ConversionState state = Revisions.report(null, proposal('a', "e1", 100_000)).state();
    for (int i = 0; i < Revisions.MAX_REFUNDS; i++) {
      state = Revisions.refund(state, refund("r" + i, NOON, 1)).state();
    }
    ConversionState full = state;
    assertThat(full.refunded()).isEqualTo(Revisions.MAX_REFUNDS);
    assertThat(Revisions.refund(full, refund("r0", NOON, 1)).decisions()).isEmpty();
    assertThatThrownBy(() -> Revisions.refund(full, refund("one more", NOON, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RefundReceived inEuros(RefundReceived refund) {
    return new RefundReceived(
        refund.eventId(),
        refund.tenantId(),
        refund.visitorId(),
        refund.occurredAt(),
        refund.receivedAt(),
        refund.conversionId(),
        refund.refundId(),
        new Money(refund.amount().minor(), new CurrencyCode("EUR")),
        refund.reason(),
        false);
  }

  private static Proposal proposal(String word, String eventId, long amount) {
    boolean late = word.startsWith("~");
    return proposal(word.charAt(late ? 1 : 0), eventId, amount)
        .on(new Ground(late ? Cause.LATE_CLICK : Cause.FIRST, MatchKey.VISITOR, 1, null));
  }

  private static Proposal proposal(char credited, String eventId, long amount) {
    boolean earns = credited != '-' && credited != '!';
    @Nullable String rejection = credited == '!' ? "window_exceeded" : null;
    return new Proposal(
        conversion(eventId, NOON, amount, null),
        NOON,
        Ground.UNTOLD,
        earns ? Model.LAST_CLICK : null,
        earns
            ? List.of(
                new Credit(
                    affiliate(credited),
                    link(credited),
                    "click",
                    Credit.Touch.CLICK,
                    NOON,
                    1_000_000))
            : List.of(),
        rejection,
        List.of());
  }

  private static String words(Decision decision) {
    return switch (decision) {
      case Attributed attributed -> {
        String who = attributed.credits().getFirst().affiliateId().value();
        yield "attributed %d %s %d"
            .formatted(
                attributed.revision(),
                who.substring(who.length() - 1).toLowerCase(Locale.ROOT),
                attributed.subject().amount().minor());
      }
      case Unattributed nobody ->
          "unattributed %d %d".formatted(nobody.revision(), nobody.subject().amount().minor());
      case Rejected rejected ->
          "rejected %d %d".formatted(rejected.revision(), rejected.subject().amount().minor());
      case Duplicate duplicate -> "duplicate " + duplicate.revision();
      case Superseded superseded -> "superseded " + superseded.revision();
      case Refunded refunded ->
          "refunded %d of %d".formatted(refunded.refundedSoFar().minor(), refunded.total().minor());
    };
  }
}
