package io.tributary.attribution.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.attribution.model.report.ModelReport.ChannelFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Figures published for the sample PathData of the R package ChannelAttribution: what the package
 * itself gives for the heuristic models, and the removal effects that its simulation converges to.
 * The sample is not part of this repository, so that this runs by hand: {@code
 * -Dtest=PublishedFigures} and {@code -Dtributary.path-data} with the place of a copy.
 */
class PublishedFigures {

  /** Channel; first, last, linear; removal effects of orders 1 to 4; credit of order 1. */
  private static final String TABLE =
      """
      alpha   | 6308 | 8447 | 7574.71859375 | .558399490 | .547803282 | .546420129 | .545470903 | 5344.947682
      iota    | 4606 | 3355 | 3857.09622102 | .405835004 | .371593699 | .360379105 | .353877534 | 3884.614702
      eta     | 3164 | 4167 | 3539.95115710 | .349026332 | .330767476 | .322833944 | .319154291 | 3340.847402
      beta    | 2831 | 989 | 2083.50014459 | .264038536 | .237909870 | .228672523 | .225283900 | 2527.352167
      theta   | 1606 | 653 | 1022.80139390 | .206010463 | .185525563 | .175845080 | .170424548 | 1971.912880
      lambda  | 902 | 1207 | 1035.25757229 | .134022123 | .115995021 | .109390522 | .106929826 | 1282.847223
      epsilon | 99 | 531 | 272.17043772 | .062638582 | .059912523 | .059264089 | .058365694 | 599.570650
      zeta    | 27 | 107 | 136.55154047 | .039810518 | .036474815 | .035207085 | .034697639 | 381.062553
      kappa   | 74 | 230 | 137.96407792 | .028663387 | .025942446 | .025118862 | .024480120 | 274.363256
      gamma   | 165 | 92 | 121.04163902 | .017879974 | .016765130 | .016966758 | .016813072 | 171.145443
      delta   | 1 | 5 | 1.72500000 | .000481996 | .000503101 | .000482040 | .000499184 | 4.613618
      mi      | 2 | 2 | 2.22222222 | .000179946 | .000202173 | .000202173 | .000202173 | 1.722425
      """;

  private static final List<Integer> STATES = List.of(12, 120, 933, 3_975);

  @Test
  void theSampleGivesThem() throws IOException {
    Paths paths = sample();
    assertThat(paths.size()).isEqualTo(5_408);
    assertThat(paths.channels().count()).isEqualTo(12);
    compare(report(ReportModel.FIRST, 1, paths), ChannelFigures::conversions, 1, 1e-9);
    compare(report(ReportModel.LAST, 1, paths), ChannelFigures::conversions, 2, 1e-9);
    compare(report(ReportModel.LINEAR, 1, paths), ChannelFigures::conversions, 3, 5e-9);
    for (int order = 1; order <= 4; order++) {
      ModelReport report = report(ReportModel.MARKOV, order, paths);
      ModelReport.Chain chain = Objects.requireNonNull(report.chain());
      assertThat(chain.states()).isEqualTo(STATES.get(order - 1));
      assertThat(chain.pConversion()).isCloseTo(.22384513559686, within(5e-15));
      compare(report, ChannelFigures::removalEffect, 3 + order, 5e-10);
      if (order == 1) {
        compare(report, ChannelFigures::conversions, 8, 5e-7);
      }
      assertThat(sum(report, ChannelFigures::conversions)).isCloseTo(19_785, within(1e-7));
      assertThat(sum(report, ChannelFigures::value)).isCloseTo(74_802.9716, within(5e-5));
    }
    OrderChoice choice = OrderChoice.of(paths, Limits.wide(), Budget.UNLIMITED);
    assertThat(choice.tried()).as("of 88,387 journeys").hasSize(8);
    assertThat(choice.tried().stream().filter(tried -> tried.order() == choice.order()))
        .allMatch(
            best -> choice.tried().stream().allMatch(one -> one.penalised() <= best.penalised()));
  }

  private static Paths sample() throws IOException {
    Paths paths = new Paths(new Channels(Limits.wide()), Limits.wide());
    try (Stream<String> lines = Files.lines(Path.of(System.getProperty("tributary.path-data")))) {
      lines
          .skip(1)
          .map(line -> line.split(","))
          .forEach(
              fields ->
                  paths.add(
                      Stream.of(fields[0].split(">")).map(String::strip).toList(),
                      Double.parseDouble(fields[1]),
                      Double.parseDouble(fields[2]),
                      Double.parseDouble(fields[3])));
    }
    return paths;
  }

  private static ModelReport report(ReportModel model, int order, Paths paths) {
    Evaluation evaluation =
        Evaluation.of(model, ReportOptions.DEFAULT.withOrder(order), paths, Limits.wide());
    paths.forEach(evaluation);
    return evaluation.report(Budget.UNLIMITED);
  }

  private static void compare(
      ModelReport report, ToDoubleFunction<ChannelFigures> figure, int column, double tolerance) {
    for (String line : TABLE.lines().toList()) {
      List<String> cells = Stream.of(line.split("\\|")).map(String::strip).toList();
      ChannelFigures found =
          report.channels().stream()
              .filter(one -> one.channel().equals(cells.getFirst()))
              .findAny()
              .orElseThrow();
      assertThat(figure.applyAsDouble(found))
          .as("%s, %s, column %d", report.model(), cells.getFirst(), column)
          .isCloseTo(Double.parseDouble(cells.get(column)), within(tolerance));
    }
  }

  private static double sum(ModelReport report, ToDoubleFunction<ChannelFigures> figure) {
    return report.channels().stream().mapToDouble(figure).sum();
  }
}
