package io.tributary.attribution.model.report;

import io.tributary.attribution.model.report.ModelReport.Chain;
import io.tributary.attribution.model.report.ModelReport.ChannelFigures;
import io.tributary.attribution.model.report.ModelReport.Warning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Removal effects in a Markov chain of order k, solved exactly.
 *
 * <p>A state is a tuple of k consecutive channels (one tuple of all where a path has fewer); equal
 * consecutive states are one. A channel's removal effect is the share of conversions that are lost
 * when every state that holds it leads nowhere. It is found as what the channel brings, d = sum
 * over kept states of p d + sum over removed states of p h, rather than as a difference of two
 * probabilities, so that a small effect is as accurate as a large one; only states through which a
 * walk can come to the channel are looked at.
 */
public final class Markov implements Evaluation {

  private static final int TRANSITIONS_PER_STATE = 10;
  private static final double SELF_CHECK = 1e-12;
  private static final int START = 0;

  private final Channels channels;
  private final int order;
  private final boolean useNull;
  private final Sequences states;
  private final Transitions transitions;
  private final CompensatedSums converted = new CompensatedSums();
  private final CompensatedSums values = new CompensatedSums();
  private final CompensatedSums ended = new CompensatedSums();
  private final Totals totals = new Totals();
  private final RuleReport linear;

  /** A chain without journeys; {@code useNull} says whether those that did not convert count. */
  Markov(Channels channels, int order, boolean useNull, Limits limits) {
    this.channels = channels;
    this.order = order;
    this.useNull = useNull;
    this.states =
        new Sequences(
            limits.states(),
            (int) Math.min(Integer.MAX_VALUE / 2, (long) limits.states() * order),
            LimitExceeded.Limit.STATES);
    this.transitions =
        new Transitions(
            (int) Math.min(Integer.MAX_VALUE / 4, (long) TRANSITIONS_PER_STATE * limits.states()));
    this.linear = new RuleReport(ReportModel.LINEAR, ReportOptions.DEFAULT, channels);
  }

  /** A chain of journeys, by itself: for what reads its transitions. */
  public static Markov of(Paths paths, int order, boolean useNull, Limits limits) {
    Markov chain = new Markov(paths.channels(), order, useNull, limits);
    paths.forEach(chain);
    return chain;
  }

  @Override
  public void add(char[] codes, int length, double conversions, double value, double nulls) {
    if (!totals.add(length, conversions, value, nulls)) {
      return;
    }
    linear.add(codes, length, conversions, value, nulls);
    double journeys = useNull ? conversions + nulls : conversions;
    if (journeys == 0) {
      return;
    }
    int width = Math.min(length, order);
    int state = START;
    for (int i = 0; i + width <= length; i++) {
      int next = states.number(codes, i, width) + 1;
      if (next != state) {
        transitions.add(state, next, journeys);
        state = next;
      }
    }
    converted.add(state, conversions);
    values.add(state, value);
    ended.add(state, journeys);
  }

  @Override
  public ModelReport report(Budget budget) {
    Solved solved = new Solved(budget);
    if (totals.conversions() > 0) {
      solved.check();
    }
    int codes = channels.codeCount();
    double[] effects = new double[codes];
    double[] valueEffects = new double[codes];
    double sum = 0;
    double valueSum = 0;
    for (int code = 0; code < codes && totals.conversions() > 0; code++) {
      budget.check();
      double[] lost = solved.lostWithout(code, budget);
      effects[code] = lost[0] / solved.conversions[START];
      valueEffects[code] = solved.values[START] == 0 ? 0 : lost[1] / solved.values[START];
      sum += effects[code];
      valueSum += valueEffects[code];
    }
    List<Warning> warnings = new ArrayList<>();
    Credits credits = new Credits(channels);
    if (sum == 0 && totals.conversions() > 0) {
      warnings.add(Warning.LINEAR_INSTEAD);
      credits = linear.credits();
    } else {
      for (int code = 0; code < codes; code++) {
        credits.add(
            code,
            sum == 0 ? 0 : totals.conversions() * effects[code] / sum,
            valueSum == 0 ? 0 : totals.value() * valueEffects[code] / valueSum);
      }
    }
    if (channels.areDerived()) {
      warnings.add(Warning.REMOVAL_EFFECTS_LEFT_OUT);
    }
    return new ModelReport(
        ReportModel.MARKOV,
        figures(credits, effects, valueEffects),
        totals.unattributed(),
        new Chain(order, useNull, solved.conversions[START], states.size()),
        warnings);
  }

  private List<ChannelFigures> figures(Credits credits, double[] effects, double[] valueEffects) {
    boolean known = !channels.areDerived();
    List<ChannelFigures> all = new ArrayList<>();
    for (int channel : channels.byName()) {
      all.add(
          new ChannelFigures(
              channels.name(channel),
              credits.conversions(channel),
              credits.value(channel),
              null,
              known ? effects[channel] : null,
              known ? valueEffects[channel] : null,
              null));
    }
    return all;
  }

  /**
   * The probabilities of the chain: of each state, by the name of the next one. A state's name is
   * its channels, oldest first, with {@code >} between them.
   */
  public Map<String, Map<String, Double>> transitionMatrix() {
    Matrix matrix = new Matrix();
    Map<String, Map<String, Double>> all = new TreeMap<>();
    for (int state = 0; state < matrix.size; state++) {
      Map<String, Double> row = new TreeMap<>();
      for (int i = matrix.rows[state]; i < matrix.rows[state + 1]; i++) {
        row.put(name(matrix.targets[i]), matrix.moves[i]);
      }
      double conversion = share(converted.get(state), matrix.journeys[state]);
      double nothing = share(ended.get(state) - converted.get(state), matrix.journeys[state]);
      if (conversion > 0) {
        row.put("(conversion)", conversion);
      }
      if (nothing > 0) {
        row.put("(null)", nothing);
      }
      if (!row.isEmpty()) {
        all.put(name(state), row);
      }
    }
    return all;
  }

  private String name(int state) {
    if (state == START) {
      return "(start)";
    }
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < states.length(state - 1); i++) {
      name.append(i == 0 ? "" : " > ").append(channels.label(states.code(state - 1, i)));
    }
    return name.toString();
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  /** The moves by the state that they begin in. */
  private final class Matrix {

    final int size = states.size() + 1;
    final int[] rows = new int[size + 1];
    final int[] targets = new int[transitions.size()];
    final double[] moves = new double[transitions.size()];

    /** That came to each state. */
    final double[] journeys = new double[size];

    Matrix() {
      CompensatedSums left = new CompensatedSums();
      for (int i = 0; i < transitions.size(); i++) {
        rows[transitions.from(i) + 1]++;
        left.add(transitions.from(i), transitions.journeys(i));
      }
      for (int state = 0; state < size; state++) {
        rows[state + 1] += rows[state];
        left.add(state, ended.get(state));
        journeys[state] = left.get(state);
      }
      int[] next = rows.clone();
      for (int i = 0; i < transitions.size(); i++) {
        int from = transitions.from(i);
        targets[next[from]] = transitions.to(i);
        moves[next[from]++] = share(transitions.journeys(i), journeys[from]);
      }
    }
  }

  /** The chain with what a walk from each state brings. */
  private final class Solved {

    private final Matrix matrix = new Matrix();
    private final double[] leaves = new double[matrix.size];

    /** How likely a walk from each state converts. */
    final double[] conversions = new double[matrix.size];

    /** What it brings on average. */
    final double[] values = new double[matrix.size];

    private final int[] backRows;
    private final int[] backSources;
    private final int[] holderRows;
    private final int[] holders;
    private final int[] queue = new int[matrix.size];
    private final byte[] marks = new byte[matrix.size];
    private final int[] places = new int[matrix.size];

    Solved(Budget budget) {
      for (int state = 0; state < matrix.size; state++) {
        leaves[state] = share(ended.get(state), matrix.journeys[state]);
        conversions[state] = share(converted.get(state), matrix.journeys[state]);
        values[state] = share(Markov.this.values.get(state), matrix.journeys[state]);
      }
      if (totals.conversions() > 0) {
        new AbsorbingSystem(matrix.rows, matrix.targets, matrix.moves, leaves, conversions, values)
            .solve(budget);
      }
      backRows = new int[matrix.size + 1];
      backSources = new int[matrix.targets.length];
      turnAround();
      holderRows = new int[channels.codeCount() + 1];
      holders = holders();
    }

    private void turnAround() {
      for (int target : matrix.targets) {
        backRows[target + 1]++;
      }
      for (int state = 0; state < matrix.size; state++) {
        backRows[state + 1] += backRows[state];
      }
      int[] next = backRows.clone();
      for (int state = 0; state < matrix.size; state++) {
        for (int i = matrix.rows[state]; i < matrix.rows[state + 1]; i++) {
          backSources[next[matrix.targets[i]]++] = state;
        }
      }
    }

    /** The states that hold each channel; one may be named twice for it. */
    private int[] holders() {
      for (int state = 0; state < states.size(); state++) {
        for (int i = 0; i < states.length(state); i++) {
          holderRows[states.code(state, i) + 1]++;
        }
      }
      for (int code = 0; code < holderRows.length - 1; code++) {
        holderRows[code + 1] += holderRows[code];
      }
      int[] all = new int[holderRows[holderRows.length - 1]];
      int[] next = holderRows.clone();
      for (int state = 0; state < states.size(); state++) {
        for (int i = 0; i < states.length(state); i++) {
          all[next[states.code(state, i)]++] = state + 1;
        }
      }
      return all;
    }

    /**
     * Compares with what is known without a chain: every journey was counted from its start to its
     * end, so as many walks convert as journeys did.
     */
    void check() {
      double all = totals.conversions() + (useNull ? totals.nulls() : 0);
      double known = totals.conversions() / all;
      if (!(Math.abs(conversions[START] - known) <= SELF_CHECK)) {
        throw new IllegalStateException(
            "P(conversion) is %s but should be %s".formatted(conversions[START], known));
      }
    }

    /** What a walk from the start brings by way of a channel: conversions, and value. */
    double[] lostWithout(int code, Budget budget) {
      if (holderRows[code] == holderRows[code + 1]) {
        return new double[2];
      }
      Arrays.fill(marks, (byte) 0);
      int reaching = markReaching(code);
      if (reaching == 0) {
        return new double[2];
      }
      return solve(reaching, budget);
    }

    private static final byte REMOVED = 1;
    private static final byte CAN_COME = 2;
    private static final byte CONCERNED = 3;

    /**
     * Marks the states that a walk can come to without the channel and from which it can come to
     * the channel, and numbers them in their order; returns how many there are.
     */
    private int markReaching(int code) {
      int end = 0;
      for (int i = holderRows[code]; i < holderRows[code + 1]; i++) {
        if (marks[holders[i]] != REMOVED) {
          marks[holders[i]] = REMOVED;
          queue[end++] = holders[i];
        }
      }
      for (int i = 0; i < end; i++) {
        for (int j = backRows[queue[i]]; j < backRows[queue[i] + 1]; j++) {
          int source = backSources[j];
          if (marks[source] == 0) {
            marks[source] = CAN_COME;
            queue[end++] = source;
          }
        }
      }
      if (marks[START] != CAN_COME) {
        return 0;
      }
      marks[START] = CONCERNED;
      queue[0] = START;
      end = 1;
      for (int i = 0; i < end; i++) {
        for (int j = matrix.rows[queue[i]]; j < matrix.rows[queue[i] + 1]; j++) {
          int target = matrix.targets[j];
          if (marks[target] == CAN_COME) {
            marks[target] = CONCERNED;
            queue[end++] = target;
          }
        }
      }
      Arrays.sort(queue, 0, end);
      for (int i = 0; i < end; i++) {
        places[queue[i]] = i;
      }
      return end;
    }

    private double[] solve(int size, Budget budget) {
      int[] rows = new int[size + 1];
      int moves = IntStream.range(0, size).map(i -> movesOf(queue[i])).sum();
      int[] targets = new int[moves];
      double[] probabilities = new double[moves];
      double[] leaving = new double[size];
      double[] first = new double[size];
      double[] second = new double[size];
      int next = 0;
      for (int i = 0; i < size; i++) {
        int state = queue[i];
        leaving[i] = leaves[state];
        for (int j = matrix.rows[state]; j < matrix.rows[state + 1]; j++) {
          int target = matrix.targets[j];
          double move = matrix.moves[j];
          if (marks[target] == CONCERNED) {
            targets[next] = places[target];
            probabilities[next++] = move;
          } else {
            leaving[i] += move;
            if (marks[target] == REMOVED) {
              first[i] += move * conversions[target];
              second[i] += move * values[target];
            }
          }
        }
        rows[i + 1] = next;
      }
      new AbsorbingSystem(rows, targets, probabilities, leaving, first, second).solve(budget);
      return new double[] {first[0], second[0]};
    }

    private int movesOf(int state) {
      return matrix.rows[state + 1] - matrix.rows[state];
    }
  }
}
