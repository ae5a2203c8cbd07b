package io.tributary.attribution.conversion;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.contract.decision.Credit;
import io.tributary.contract.decision.Ground;
import io.tributary.contract.decision.Subject;
import io.tributary.contract.directory.AttributionTerms.Model;
import io.tributary.contract.money.Money;
import io.tributary.contract.tracking.RefundReceived;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a conversion.
 *
 * @param standing the decision that holds; null while only refunds have come
 * @param refunded what went back so far in minor units, at most the order's amount
 * @param refundIds the refunds that were taken
 * @param early refunds that came before the conversion, in the order they came
 * @param reattributed whether the credits were found anew after the first decision; that is done
 *     once
 * @param changedAt when the last event about it was received
 */
public record ConversionState(
    @Nullable Standing standing,
    long refunded,
    List<String> refundIds,
    List<RefundReceived> early,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean reattributed,
    Instant changedAt) {

  public ConversionState {
    refundIds = List.copyOf(refundIds);
    early = List.copyOf(early);
  }

  static ConversionState empty(Instant at) {
    return new ConversionState(null, 0, List.of(), List.of(), false, at);
  }

  ConversionState changed(Instant at) {
    return new ConversionState(standing, refunded, refundIds, early, reattributed, at);
  }

  /**
   * The decision that holds.
   *
   * @param ground what it rests on
   * @param model null where nobody is credited
   * @param credits empty where nobody is credited
   */
  public record Standing(
      int revision,
      Subject subject,
      Instant decidedAt,
      Ground ground,
      @Nullable Model model,
      List<Credit> credits) {

    public Standing {
      ground = ground == null ? Ground.UNTOLD : ground;
      credits = List.copyOf(credits);
    }

    Money total() {
      return subject.amount();
    }
  }
}
