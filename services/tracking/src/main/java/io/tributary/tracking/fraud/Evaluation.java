package io.tributary.tracking.fraud;

import io.tributary.contract.directory.FraudTerms.Mode;
import io.tributary.contract.tracking.Judgement;
import io.tributary.tracking.agent.Agent;
import io.tributary.tracking.network.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a touch is judged, signal by signal.
 *
 * @param monitored whether nothing has an effect
 * @param reviewFrom score
 * @param rejectFrom score
 * @param signals all there are
 */
public record Evaluation(
    Judgement judgement,
    boolean monitored,
    int reviewFrom,
    int rejectFrom,
    Agent agent,
    Network network,
    List<Look> signals) {

  public Evaluation {
    signals = List.copyOf(signals);
  }

  /** What became of a signal. */
  public enum State {
    FOUND,
    NOT_FOUND,
    /** It needs what is remembered of earlier touches, and that is not known. */
    DEFERRED,
    OFF
  }

  /**
   * What one signal saw.
   *
   * @param group what an affiliate is told
   * @param words what it means, as a sentence
   * @param limits it compares with, by name
   * @param points what it weighs here; null unless it was found
   * @param values what was measured
   */
  public record Look(
      String id,
      Family family,
      ReasonGroup group,
      String words,
      Mode mode,
      Map<String, Long> limits,
      State state,
      @Nullable Integer points,
      Map<String, String> values) {

    public Look {
      limits = Map.copyOf(limits);
      values = Map.copyOf(values);
    }
  }

  static Evaluation of(Judgement judgement, Rules rules, Agent agent, Network network) {
    List<Look> looks =
        IntStream.range(0, Signals.ALL.size()).mapToObj(i -> look(i, judgement, rules)).toList();
    return new Evaluation(
        judgement,
        rules.isMonitored(),
        rules.reviewFrom(),
        rules.rejectFrom(),
        agent,
        network,
        looks);
  }

  private static Look look(int index, Judgement judgement, Rules rules) {
    Signal signal = Signals.ALL.get(index);
    Judgement.Signal found =
        judgement.signals().stream()
            .filter(one -> one.id().equals(signal.id()))
            .findFirst()
            .orElse(null);
    State state;
    if (rules.mode(index) == Mode.OFF) {
      state = State.OFF;
    } else if (found != null) {
      state = State.FOUND;
    } else {
      state = judgement.deferred().contains(signal.id()) ? State.DEFERRED : State.NOT_FOUND;
    }
    Map<String, Long> limits = new HashMap<>();
    for (int i = 0; i < signal.limits().size(); i++) {
      limits.put(signal.limits().get(i).name(), rules.limits(index)[i]);
    }
    return new Look(
        signal.id(),
        signal.family(),
        signal.group(),
        signal.words(),
        rules.mode(index),
        limits,
        state,
        found == null ? null : found.points(),
        found == null ? Map.of() : found.values());
  }
}
