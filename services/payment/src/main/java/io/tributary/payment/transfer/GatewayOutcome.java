package io.tributary.payment.transfer;

/** What a gateway's answer means. A timeout is an outcome, never an exception. */
public sealed interface GatewayOutcome {

  /** For metrics. */
  String label();

  /** The recipient has it, and we were debited. */
  record Settled(String reference) implements GatewayOutcome {
    @Override
    public String label() {
      return "settled";
    }
  }

  /** The gateway took the order. */
  record Accepted(String reference) implements GatewayOutcome {
    @Override
    public String label() {
      return "accepted";
    }
  }

  /** Refused for its content: nothing moved and nothing will. */
  record Refused(String code, String message) implements GatewayOutcome {
    @Override
    public String label() {
      return "refused";
    }
  }

  /** Our account at the gateway has not enough; nothing moved. */
  record NoFunds(String message) implements GatewayOutcome {
    @Override
    public String label() {
      return "no_funds";
    }
  }

  /** The gateway does not take our credentials; nothing moved. */
  record Credentials(String message) implements GatewayOutcome {
    @Override
    public String label() {
      return "credentials";
    }
  }

  /** It may have moved or not. */
  record Unknown(String reason) implements GatewayOutcome {
    @Override
    public String label() {
      return "unknown";
    }
  }

  /**
   * A look-up found nothing under our key; proves nothing while the first request may still run.
   */
  record Absent() implements GatewayOutcome {
    @Override
    public String label() {
      return "absent";
    }
  }
}
