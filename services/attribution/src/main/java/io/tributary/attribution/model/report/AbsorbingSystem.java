package io.tributary.attribution.model.report;

/**
 * What two rewards are worth on average in each state of an absorbing chain: x = b + Q x. All
 * numbers are sums and products of numbers that are not negative, so that even tiny results keep
 * their relative accuracy.
 *
 * <p>States are numbered from 0; none moves to itself.
 */
final class AbsorbingSystem {

  /** Up to so many states are eliminated one by one; more are relaxed. */
  static final int MOST_ELIMINATED = 150;

  /** So many can still be eliminated where relaxation takes too long. */
  private static final int MOST_ELIMINATED_AT_NEED = 2_000;

  private static final int PATIENT_SWEEPS = 2_000;
  private static final double RELATIVE_CHANGE = 1e-15;

  private final int size;
  private final int[] rows;
  private final int[] targets;
  private final double[] moves;
  private final double[] leaves;
  private final double[] first;
  private final double[] second;

  /**
   * A chain.
   *
   * @param rows where the moves of each state begin in {@code targets} and {@code moves}; one more
   *     than states
   * @param targets states moved to
   * @param moves with which probability
   * @param leaves the probability that a state ends the walk; with its moves it sums to 1
   * @param first reward expected at once in each state; becomes the solution
   * @param second as {@code first}
   */
  AbsorbingSystem(
      int[] rows, int[] targets, double[] moves, double[] leaves, double[] first, double[] second) {
    this.size = leaves.length;
    this.rows = rows;
    this.targets = targets;
    this.moves = moves;
    this.leaves = leaves;
    this.first = first;
    this.second = second;
  }

  /**
   * Solves in place.
   *
   * @throws LimitExceeded if time is over first
   */
  void solve(Budget budget) {
    if (size <= MOST_ELIMINATED) {
      eliminate(budget);
    } else if (!relax(budget, size <= MOST_ELIMINATED_AT_NEED ? PATIENT_SWEEPS : 0)) {
      eliminate(budget);
    }
  }

  /**
   * Takes the states out of the chain from the last to the first, giving what they did to those
   * that moved to them (Grassmann, Taksar, Heyman 1985: no subtraction), then puts them back.
   */
  private void eliminate(Budget budget) {
    double[][] q = new double[size][size];
    double[] out = leaves.clone();
    double[] a = first.clone();
    double[] b = second.clone();
    for (int s = 0; s < size; s++) {
      for (int i = rows[s]; i < rows[s + 1]; i++) {
        q[s][targets[i]] += moves[i];
      }
    }
    double[] stays = new double[size];
    for (int x = size - 1; x >= 0; x--) {
      budget.check();
      double[] own = q[x];
      double sum = out[x];
      for (int t = 0; t < x; t++) {
        sum += own[t];
      }
      stays[x] = sum;
      for (int s = 0; s < x; s++) {
        double share = q[s][x];
        if (share > 0) {
          share /= sum;
          double[] row = q[s];
          for (int t = 0; t < x; t++) {
            row[t] += share * own[t];
          }
          out[s] += share * out[x];
          a[s] += share * a[x];
          b[s] += share * b[x];
        }
      }
    }
    for (int x = 0; x < size; x++) {
      double[] own = q[x];
      double one = a[x];
      double two = b[x];
      for (int t = 0; t < x; t++) {
        one += own[t] * first[t];
        two += own[t] * second[t];
      }
      first[x] = one / stays[x];
      second[x] = two / stays[x];
    }
  }

  /**
   * Gauss-Seidel from nothing, in reverse order of discovery, until no number changes any more:
   * they only grow, towards the solution.
   *
   * @param most sweeps; 0 for as many as it takes
   * @return whether it got there; if not, the rewards are as they were
   */
  private boolean relax(Budget budget, int most) {
    double[] x = new double[size];
    double[] y = new double[size];
    for (int sweep = 0; most == 0 || sweep < most; sweep++) {
      budget.check();
      boolean moved = false;
      for (int s = size - 1; s >= 0; s--) {
        double one = first[s];
        double two = second[s];
        for (int i = rows[s]; i < rows[s + 1]; i++) {
          double move = moves[i];
          int target = targets[i];
          one += move * x[target];
          two += move * y[target];
        }
        moved |=
            Math.abs(one - x[s]) > RELATIVE_CHANGE * one
                || Math.abs(two - y[s]) > RELATIVE_CHANGE * two;
        x[s] = one;
        y[s] = two;
      }
      if (!moved) {
        System.arraycopy(x, 0, first, 0, size);
        System.arraycopy(y, 0, second, 0, size);
        return true;
      }
    }
    return false;
  }
}
