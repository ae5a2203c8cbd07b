package io.tributary.attribution.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.attribution.model.Point;
import io.tributary.attribution.model.Shares;
import io.tributary.attribution.model.Weighting;
import io.tributary.attribution.model.Weighting.Milestones;
import io.tributary.attribution.model.Weighting.Milestones.Milestone;
import io.tributary.attribution.model.report.ModelReport.ChannelFigures;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The worked cases of the attribution reference, to 1e-9; a channel that is absent has 0. */
class AttributionCasesTest {

  private static final double TOLERANCE = 1e-9;
  private static final double DAY = Duration.ofDays(1).toMillis();

  record Case(JsonNode json) {

    String text(String field) {
      return json.path(field).asString();
    }

    @Override
    public String toString() {
      return text("id");
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(
            AttributionCasesTest.class.getResourceAsStream("attribution-cases.json"))) {
      List<Case> all = new ArrayList<>();
      JsonMapper.shared().readTree(stream).forEach(json -> all.add(new Case(json)));
      return all.stream();
    }
  }

  @Test
  void thereAreThirty() throws IOException {
    assertThat(cases()).hasSize(30);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAsExpected(Case given) {
    JsonNode expected = given.json().path("expected");
    Set<String> compared = new HashSet<>();
    if (expected.has("weights")) {
      compared.add("weights");
      compareWeights(given, expected.path("weights"));
    } else {
      compareReport(given, expected, compared);
    }
    assertThat(compared).as("parts of the expectation").containsAll(expected.propertyNames());
  }

  private static void compareWeights(Case given, JsonNode expected) {
    List<Point> points = new ArrayList<>();
    Weighting weighting;
    if (given.text("model").equals("time_decay")) {
      for (JsonNode age : given.json().path("ages_days")) {
        points.add(point(points.size(), -Math.round(age.asDouble() * DAY)));
      }
      weighting =
          new Weighting.TimeDecay(
              Duration.ofMillis(Math.round(given.json().path("half_life_days").asDouble() * DAY)));
    } else {
      for (int i = 0; i < given.json().path("touches").asInt(); i++) {
        points.add(point(i, i - 100));
      }
      weighting = milestones(given.json());
    }
    double[] weights = weighting.weigh(points, 0).shares();
    assertThat(weights).hasSize(expected.size());
    for (int i = 0; i < weights.length; i++) {
      assertThat(weights[i]).isCloseTo(expected.get(i).asDouble(), within(TOLERANCE));
    }
  }

  private static Weighting milestones(JsonNode json) {
    List<Milestone> milestones = new ArrayList<>();
    for (int i = 0; i < json.path("milestones").size(); i++) {
      double weight = json.path("milestone_weights").get(i).asDouble();
      milestones.add(
          new Milestone(
              json.path("milestones").get(i).asInt(), (int) Math.round(weight * Shares.WHOLE_PPM)));
    }
    return new Milestones(milestones);
  }

  private static Point point(int number, long at) {
    return new Point(Point.Kind.CLICK, "channel " + number, at);
  }

  private static void compareReport(Case given, JsonNode expected, Set<String> compared) {
    Paths paths = new Paths(new Channels(Limits.wide()), Limits.wide());
    for (JsonNode row : given.json().path("rows")) {
      List<String> path =
          Stream.of(row.get(0).asString().split(">"))
              .map(String::strip)
              .filter(segment -> !segment.isEmpty())
              .toList();
      paths.add(path, row.get(1).asDouble(), row.get(2).asDouble(), row.get(3).asDouble());
    }
    ReportOptions options = options(given.json());
    ReportModel model = ReportModel.valueOf(given.text("model").toUpperCase(Locale.ROOT));
    Evaluation evaluation = Evaluation.of(model, options, paths, Limits.wide());
    paths.forEach(evaluation);
    ModelReport report = evaluation.report(Budget.UNLIMITED);
    Map<String, Function<ChannelFigures, Double>> figures =
        Map.of(
            "conversions", ChannelFigures::conversions,
            "value", ChannelFigures::value,
            "score", ChannelFigures::score,
            "removal_effect", ChannelFigures::removalEffect,
            "removal_effect_value", ChannelFigures::removalEffectValue);
    figures.forEach(
        (name, figure) -> {
          if (expected.has(name)) {
            compared.add(name);
            compareFigures(name, report, figure, expected.path(name));
          }
        });
    if (expected.has("p_conversion")) {
      compared.add("p_conversion");
      assertThat(Objects.requireNonNull(report.chain()).pConversion())
          .isCloseTo(expected.path("p_conversion").asDouble(), within(TOLERANCE));
    }
    if (expected.has("unattributed")) {
      compared.add("unattributed");
      assertThat(report.unattributed())
          .isEqualTo(
              new ModelReport.Unattributed(
                  expected.path("unattributed").path("conversions").asDouble(),
                  expected.path("unattributed").path("value").asDouble()));
    }
    if (expected.has("by_touchpoint")) {
      compared.add("by_touchpoint");
      for (ChannelFigures one : report.channels()) {
        List<Double> wanted = new ArrayList<>();
        expected
            .path("by_touchpoint")
            .path(one.channel())
            .forEach(each -> wanted.add(each.asDouble()));
        assertThat(one.byPosition()).isEqualTo(wanted);
      }
    }
    if (expected.has("transition_matrix")) {
      compared.add("transition_matrix");
      compareMatrix(
          Markov.of(paths, options.order(), options.useNull(), Limits.wide()).transitionMatrix(),
          expected.path("transition_matrix"));
    }
  }

  private static ReportOptions options(JsonNode json) {
    ReportOptions usual = ReportOptions.DEFAULT;
    return new ReportOptions(
        json.path("first").asDouble(usual.first()),
        json.path("last").asDouble(usual.last()),
        usual.rate(),
        usual.excluded(),
        json.path("order").asInt(usual.order()),
        json.path("use_null").asBoolean(usual.useNull()));
  }

  private static void compareFigures(
      String name, ModelReport report, Function<ChannelFigures, Double> figure, JsonNode expected) {
    assertThat(report.channels().stream().map(ChannelFigures::channel))
        .containsAll(expected.propertyNames());
    for (ChannelFigures one : report.channels()) {
      assertThat(figure.apply(one))
          .as("%s of %s", name, one.channel())
          .isCloseTo(expected.path(one.channel()).asDouble(0), within(TOLERANCE));
    }
  }

  private static void compareMatrix(Map<String, Map<String, Double>> matrix, JsonNode expected) {
    assertThat(matrix.keySet()).isEqualTo(Set.copyOf(expected.propertyNames()));
    matrix.forEach(
        (from, row) -> {
          assertThat(row.keySet()).isEqualTo(Set.copyOf(expected.path(from).propertyNames()));
          row.forEach(
              (to, probability) ->
                  assertThat(probability)
                      .as("%s to %s", from, to)
                      .isCloseTo(expected.path(from).path(to).asDouble(), within(TOLERANCE)));
        });
  }
}
