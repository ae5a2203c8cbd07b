package io.tributary.payment.transfer;

import java.util.List;

/**
 * What follows from an outcome.
 *
 * @param status where the transfer is now; its attempt is there too, unless it failed by proof
 * @param attemptFailed the attempt is proven to have moved nothing, so another may follow
 * @param facts what reward is told, in order
 */
public record Step(TransferStatus status, boolean attemptFailed, List<Fact> facts) {

  public Step {
    facts = List.copyOf(facts);
  }

  /** What reward is told. */
  public enum Fact {
    SUBMITTED,
    DEBITED,
    SETTLED,
    UNKNOWN,
    FAILED
  }

  /**
   * Decides.
   *
   * @param debited whether reward was told that we were debited
   */
  public static Step of(TransferStatus status, boolean debited, GatewayOutcome outcome) {
    return switch (status) {
      case SUBMITTING ->
          switch (outcome) {
            case GatewayOutcome.Settled ignored -> settled(debited);
            case GatewayOutcome.Accepted ignored -> submitted();
            case GatewayOutcome.Refused ignored -> failed();
            case GatewayOutcome.NoFunds ignored -> again();
            case GatewayOutcome.Credentials ignored -> again();
            case GatewayOutcome.Unknown ignored -> unknown();
            case GatewayOutcome.Absent ignored -> unknown();
          };
      case UNKNOWN ->
          switch (outcome) {
            case GatewayOutcome.Settled ignored -> settled(debited);
            case GatewayOutcome.Accepted ignored -> submitted();
            case GatewayOutcome.Refused ignored -> failed();
            case GatewayOutcome.NoFunds ignored -> failed();
            // Says nothing of the request that was sent first.
            case GatewayOutcome.Credentials ignored -> stays(status);
            case GatewayOutcome.Unknown ignored -> stays(status);
            case GatewayOutcome.Absent ignored -> stays(status);
          };
      case SUBMITTED, ON_HOLD ->
          switch (outcome) {
            case GatewayOutcome.Settled ignored -> settled(debited);
            case GatewayOutcome.Accepted ignored ->
                status == TransferStatus.ON_HOLD ? submitted() : stays(status);
            case GatewayOutcome.Refused ignored -> debited ? stays(status) : failed();
            case GatewayOutcome.NoFunds ignored -> stays(status);
            case GatewayOutcome.Credentials ignored -> stays(status);
            case GatewayOutcome.Unknown ignored -> stays(status);
            case GatewayOutcome.Absent ignored -> stays(status);
          };
      case CREATED, SETTLED, FAILED, CANCELED, RETURNED, REVERSED -> stays(status);
    };
  }

  private static Step settled(boolean debited) {
    return new Step(
        TransferStatus.SETTLED,
        false,
        debited ? List.of(Fact.SETTLED) : List.of(Fact.DEBITED, Fact.SETTLED));
  }

  private static Step submitted() {
    return new Step(TransferStatus.SUBMITTED, false, List.of(Fact.SUBMITTED));
  }

  private static Step failed() {
    return new Step(TransferStatus.FAILED, true, List.of(Fact.FAILED));
  }

  /** Proven not executed, for a reason that is ours: the payout waits for the next attempt. */
  private static Step again() {
    return new Step(TransferStatus.CREATED, true, List.of());
  }

  private static Step unknown() {
    return new Step(TransferStatus.UNKNOWN, false, List.of(Fact.UNKNOWN));
  }

  private static Step stays(TransferStatus status) {
    return new Step(status, false, List.of());
  }
}
