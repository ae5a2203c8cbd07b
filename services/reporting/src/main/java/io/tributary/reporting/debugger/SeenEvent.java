package io.tributary.reporting.debugger;

import io.tributary.contract.decision.Decision;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.tracking.Click;
import io.tributary.contract.tracking.ConsentChanged;
import io.tributary.contract.tracking.ConversionReceived;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.Impression;
import io.tributary.contract.tracking.PageViewed;
import io.tributary.contract.tracking.RefundReceived;
import io.tributary.contract.tracking.Refused;
import io.tributary.contract.tracking.TrackingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Input that came in, and what was made of it so far.
 *
 * @param version grows with every change of any entry of the tenant
 * @param decision what was decided of a conversion or refund; null before, and for other events
 */
public record SeenEvent(long version, Input input, @Nullable Decision decision) {

  /** What came in. */
  public sealed interface Input {

    /** Unique per tenant. */
    String id();

    Instant receivedAt();
  }

  /** It was recorded. */
  public record Accepted(TrackingEvent event) implements Input {

    @Override
    public String id() {
      return event.eventId();
    }

    @Override
    public Instant receivedAt() {
      return event.receivedAt();
    }
  }

  /** It was not recorded. */
  public record TurnedAway(Refused refusal) implements Input {

    @Override
    public String id() {
      return refusal.refusalId();
    }

    @Override
    public Instant receivedAt() {
      return refusal.receivedAt();
    }
  }

  /** What an event is about. */
  public enum Type {
    CLICK,
    IMPRESSION,
    CONVERSION,
    REFUND,
    IDENTIFY,
    CONSENT,
    PAGE
  }

  /** Null for what was refused: it may be anything. */
  public @Nullable Type type() {
    return switch (input) {
      case TurnedAway refused -> null;
      case Accepted accepted ->
          switch (accepted.event()) {
            case Click click -> Type.CLICK;
            case Impression impression -> Type.IMPRESSION;
            case ConversionReceived conversion -> Type.CONVERSION;
            case RefundReceived refund -> Type.REFUND;
            case Identified identified -> Type.IDENTIFY;
            case ConsentChanged consent -> Type.CONSENT;
            case PageViewed viewed -> Type.PAGE;
          };
    };
  }

  /** Null where the event names none. */
  public @Nullable CampaignId campaign() {
    return switch (input) {
      case TurnedAway refused -> null;
      case Accepted accepted ->
          switch (accepted.event()) {
            case Click click -> click.campaignId();
            case Impression impression -> impression.campaignId();
            case ConversionReceived conversion -> conversion.campaignId();
            case RefundReceived refund -> null;
            case Identified identified -> null;
            case ConsentChanged consent -> null;
            case PageViewed viewed -> null;
          };
    };
  }

  boolean isRefused() {
    return input instanceof TurnedAway;
  }
}
