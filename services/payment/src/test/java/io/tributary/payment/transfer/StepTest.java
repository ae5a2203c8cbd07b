package io.tributary.payment.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StepTest {

  private static final List<GatewayOutcome> OUTCOMES =
      List.of(
          new GatewayOutcome.Settled("tr_1"),
          new GatewayOutcome.Accepted("tr_1"),
          new GatewayOutcome.Refused("account_invalid", ""),
          new GatewayOutcome.NoFunds(""),
          new GatewayOutcome.Credentials(""),
          new GatewayOutcome.Unknown("lost"),
          new GatewayOutcome.Absent());

  /** Status, outcome: next status, {@code !} when the attempt is proven failed, facts. */
  private static final String STEPS =
      """
      submitting settled     : settled DEBITED SETTLED
      submitting accepted    : submitted SUBMITTED
      submitting refused     : failed! FAILED
      submitting no_funds    : created!
      submitting credentials : created!
      submitting unknown     : unknown UNKNOWN
      submitting absent      : unknown UNKNOWN
      submitted settled      : settled DEBITED SETTLED
      submitted accepted     : submitted
      submitted refused      : failed! FAILED
      submitted no_funds     : submitted
      submitted credentials  : submitted
      submitted unknown      : submitted
      submitted absent       : submitted
      unknown settled        : settled DEBITED SETTLED
      unknown accepted       : submitted SUBMITTED
      unknown refused        : failed! FAILED
      unknown no_funds       : failed! FAILED
      unknown credentials    : unknown
      unknown unknown        : unknown
      unknown absent         : unknown
      on_hold settled        : settled DEBITED SETTLED
      on_hold accepted       : submitted SUBMITTED
      on_hold refused        : failed! FAILED
      on_hold no_funds       : on_hold
      on_hold credentials    : on_hold
      on_hold unknown        : on_hold
      on_hold absent         : on_hold
      """;

  @Test
  void everyOutcomeLeadsWhereTheTableSays() {
    String actual =
        List.of(
                TransferStatus.SUBMITTING,
                TransferStatus.SUBMITTED,
                TransferStatus.UNKNOWN,
                TransferStatus.ON_HOLD)
            .stream()
            .flatMap(
                status ->
                    OUTCOMES.stream()
                        .map(
                            outcome ->
                                "%s %s : %s"
                                    .formatted(
                                        status.label(),
                                        outcome.label(),
                                        text(Step.of(status, false, outcome)))))
            .collect(Collectors.joining("\n"));
    assertThat(actual.replaceAll(" +", " ")).isEqualTo(STEPS.strip().replaceAll(" +", " "));
  }

  @Test
  void whatIsOverStaysAsItIs() {
    for (TransferStatus status :
        List.of(
            TransferStatus.SETTLED,
            TransferStatus.FAILED,
            TransferStatus.CANCELED,
            TransferStatus.RETURNED,
            TransferStatus.REVERSED)) {
      for (GatewayOutcome outcome : OUTCOMES) {
        assertThat(Step.of(status, true, outcome)).isEqualTo(new Step(status, false, List.of()));
      }
    }
  }

  @Test
  void everyStepIsAMoveThatTheStatusAllows() {
    for (TransferStatus status : TransferStatus.values()) {
      for (GatewayOutcome outcome : OUTCOMES) {
        TransferStatus next = Step.of(status, false, outcome).status();
        assertThat(next == status || status.canBecome(next))
            .as("%s by %s to %s", status, outcome, next)
            .isTrue();
      }
    }
  }

  @Test
  void aDebitIsToldOnceAndNothingFailsAfterIt() {
    assertThat(Step.of(TransferStatus.SUBMITTED, true, new GatewayOutcome.Settled("t")).facts())
        .containsExactly(Step.Fact.SETTLED);
    assertThat(
            Step.of(TransferStatus.SUBMITTED, true, new GatewayOutcome.Refused("x", "")).status())
        .isEqualTo(TransferStatus.SUBMITTED);
  }

  private static String text(Step step) {
    return (step.status().label()
            + (step.attemptFailed() ? "!" : "")
            + " "
            + step.facts().stream().map(Enum::name).collect(Collectors.joining(" ")))
        .strip();
  }
}
