package io.tributary.attribution.journey;

import io.tributary.attribution.model.Point;
import io.tributary.attribution.model.Weighed;
import io.tributary.attribution.model.Weighting;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.AttributionTerms.ModelParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a campaign's model makes of touches that count. */
final class Models {

  /** Windows were tested before, each touch by its own. */
  private static final Duration TESTED = Duration.ofDays(100_000);

  private Models() {}

  /**
   * The shares of the touches.
   *
   * @param counting oldest first, at least one
   * @param reached when the person first had conversions, by their name
   * @param formula the weights of a {@code custom} model
   */
  static Weighed credit(
      AttributionTerms terms,
      List<Touch> counting,
      Instant at,
      Map<String, Instant> reached,
      Supplier<List<Double>> formula) {
    boolean bySource = terms.model() == AttributionTerms.Model.LAST_NON;
    List<Point> points = new ArrayList<>(counting.size());
    for (Touch touch : counting) {
      points.add(
          new Point(
              touch.isClick() ? Point.Kind.CLICK : Point.Kind.IMPRESSION,
              bySource ? source(touch) : touch.affiliateId().value(),
              touch.occurredAt().toEpochMilli()));
    }
    return weighting(terms, points, at, reached, formula).credit(points, at.toEpochMilli());
  }

  private static Weighting weighting(
      AttributionTerms terms,
      List<Point> points,
      Instant at,
      Map<String, Instant> reached,
      Supplier<List<Double>> formula) {
    ModelParameters parameters = terms.parameters();
    return switch (terms.model()) {
      case LAST -> new Weighting.Last();
      case LAST_CLICK -> new Weighting.LastClick(TESTED, TESTED);
      case LAST_NON ->
          new Weighting.LastNon(Objects.requireNonNullElse(parameters.setAside(), Set.of()));
      case FIRST -> new Weighting.First();
      case LINEAR -> new Weighting.Linear();
      case LINEAR_UNIQUE -> new Weighting.LinearUnique();
      case POSITION ->
          new Weighting.Position(end(parameters.firstPpm()), end(parameters.lastPpm()));
      case MILESTONES -> milestones(parameters, points, at, reached);
      case TIME_DECAY ->
          new Weighting.TimeDecay(
              Objects.requireNonNullElse(parameters.halfLife(), ModelParameters.DEFAULT_HALF_LIFE));
      case POSITION_DECAY -> new Weighting.PositionDecay();
      case CUSTOM -> new Weighting.Custom(formula.get());
      // Nothing is learned yet: all alike, which the trace says.
      case DATA_DRIVEN -> new Weighting.Custom(points.stream().map(point -> Double.NaN).toList());
    };
  }

  private static int end(@Nullable Integer ppm) {
    return ppm == null ? ModelParameters.DEFAULT_END_PPM : ppm;
  }

  /** A milestone that the person did not reach before the conversion has no share. */
  private static Weighting milestones(
      ModelParameters parameters, List<Point> points, Instant at, Map<String, Instant> reached) {
    List<String> names = Objects.requireNonNullElse(parameters.milestones(), List.of());
    List<Integer> shares = parameters.milestonePpm();
    int share = names.size() > 1 ? FULL_PATH : W_SHAPED;
    List<Integer> ppm = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    ppm.add(shares == null ? share : shares.getFirst());
    for (int i = 0; i < names.size(); i++) {
      Instant time = reached.get(names.get(i));
      if (time != null && !time.isAfter(at)) {
        ppm.add(shares == null ? share : shares.get(i + 1));
        times.add(time.toEpochMilli());
      }
    }
    ppm.add(shares == null ? share : shares.getLast());
    return Weighting.Milestones.reached(points, ppm, times);
  }

  private static final int W_SHAPED = Weighting.Milestones.W_SHAPED_PPM;
  private static final int FULL_PATH = Weighting.Milestones.FULL_PATH_PPM;

  private static String source(Touch touch) {
    return Objects.requireNonNullElse(touch.traffic().source(), "");
  }
}
