package io.tributary.tracking.fraud;

import io.tributary.contract.directory.FraudTerms;
import io.tributary.contract.directory.FraudTerms.Mode;
import io.tributary.contract.directory.FraudTerms.SignalTerms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How touches of one campaign are judged: the product's defaults, its tenant's, its own. */
final class Rules {

  /** Grows when a signal, its defaults or the way of counting changes. */
  static final String VERSION = "3";

  static final int REVIEW_FROM = 50;
  static final int REJECT_FROM = 80;
  static final Rules DEFAULT = of(FraudTerms.DEFAULT, FraudTerms.DEFAULT);

  private final Mode[] modes;
  private final int[] points;
  private final long[][] limits;
  private final boolean monitored;
  private final int reviewFrom;
  private final int rejectFrom;
  private final String version;

  private Rules(List<Signal> signals, FraudTerms tenant, FraudTerms campaign) {
    int size = signals.size();
    modes = new Mode[size];
    points = new int[size];
    limits = new long[size][];
    for (int i = 0; i < size; i++) {
      Signal signal = signals.get(i);
      SignalTerms general = tenant.signals().get(signal.id());
      SignalTerms own = campaign.signals().get(signal.id());
      modes[i] = mode(signal, general, own);
      points[i] = points(signal, general, own);
      limits[i] = limits(signal, general, own);
    }
    monitored = first(campaign.monitored(), tenant.monitored(), false);
    reviewFrom = first(campaign.reviewFrom(), tenant.reviewFrom(), REVIEW_FROM);
    rejectFrom = first(campaign.rejectFrom(), tenant.rejectFrom(), REJECT_FROM);
    version =
        tenant.equals(FraudTerms.DEFAULT) && campaign.equals(FraudTerms.DEFAULT)
            ? VERSION
            : VERSION + "-" + Integer.toHexString(31 * tenant.hashCode() + campaign.hashCode());
  }

  /** The rules of a tenant's terms and a campaign's, whose word counts first. */
  static Rules of(FraudTerms tenant, FraudTerms campaign) {
    return new Rules(Signals.ALL, tenant, campaign);
  }

  Mode mode(int signal) {
    return modes[signal];
  }

  int points(int signal) {
    return points[signal];
  }

  long[] limits(int signal) {
    return limits[signal];
  }

  /** Whether nothing has an effect. */
  boolean isMonitored() {
    return monitored;
  }

  int reviewFrom() {
    return reviewFrom;
  }

  int rejectFrom() {
    return rejectFrom;
  }

  String version() {
    return version;
  }

  private static Mode mode(
      Signal signal, @Nullable SignalTerms general, @Nullable SignalTerms own) {
    return first(
        own == null ? null : own.mode(), general == null ? null : general.mode(), signal.mode());
  }

  private static int points(
      Signal signal, @Nullable SignalTerms general, @Nullable SignalTerms own) {
    return first(
        own == null ? null : own.points(),
        general == null ? null : general.points(),
        signal.points());
  }

  private static long[] limits(
      Signal signal, @Nullable SignalTerms general, @Nullable SignalTerms own) {
    long[] limits = new long[signal.limits().size()];
    for (int i = 0; i < limits.length; i++) {
      Limit limit = signal.limits().get(i);
      limits[i] =
          first(
              own == null ? null : own.thresholds().get(limit.name()),
              general == null ? null : general.thresholds().get(limit.name()),
              limit.value());
    }
    return limits;
  }

  private static <T> T first(@Nullable T own, @Nullable T general, T otherwise) {
    if (own != null) {
      return own;
    }
    return general == null ? otherwise : general;
  }
}
