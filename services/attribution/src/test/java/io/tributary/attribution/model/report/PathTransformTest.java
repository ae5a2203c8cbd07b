package io.tributary.attribution.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTransformTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unique                     | a a b a | a a b a
          exposure                   | a a b a | a b a
          exposure                   | a       | a
          first                      | a a b a | a b
          frequency                  | a a b a | a(3) b(1)
          remove_if_not_all          | a d b d | a b
          remove_if_not_all          | d d     | d d
          remove_if_last_and_not_all | d a d d | d a
          remove_if_last_and_not_all | d d     | d d
          trim_long_path             | a b c d | b c d
          trim_long_path             | a b     | a b
          """)
  void aPathBecomes(String transform, String path, String expected) {
    PathTransform wanted =
        switch (transform) {
          case "unique" -> new PathTransform.Unique();
          case "exposure" -> new PathTransform.Exposure();
          case "first" -> new PathTransform.First();
          case "frequency" -> new PathTransform.Frequency();
          case "remove_if_not_all" -> new PathTransform.RemoveIfNotAll(Set.of("d"));
          case "remove_if_last_and_not_all" -> new PathTransform.RemoveIfLastAndNotAll(Set.of("d"));
          case "trim_long_path" -> new PathTransform.TrimLongPath(3);
          default -> throw new IllegalArgumentException(transform);
        };
    Channels channels = new Channels(Limits.wide());
    char[] codes = codes(channels, path);
    int length = wanted.apply(codes, codes.length, channels);
    assertThat(
            IntStream.range(0, length)
                .mapToObj(i -> channels.label(codes[i]))
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
    assertThat(wanted.apply(new char[0], 0, channels)).isZero();
  }

  @Test
  void channelsByFrequencyAreSummedUnderTheirName() {
    Channels channels = new Channels(Limits.wide());
    Paths paths = new Paths(channels, Limits.wide());
    for (String path : List.of("a a b", "a b b", "a")) {
      char[] codes = codes(channels, path);
      int length = new PathTransform.Frequency().apply(codes, codes.length, channels);
      paths.add(codes, length, 4, 8, 2);
    }
    Evaluation linear =
        Evaluation.of(ReportModel.LINEAR, ReportOptions.DEFAULT, paths, Limits.wide());
    Evaluation markov =
        Evaluation.of(ReportModel.MARKOV, ReportOptions.DEFAULT, paths, Limits.wide());
    paths.forEach(linear);
    paths.forEach(markov);
    assertThat(linear.report(Budget.UNLIMITED).channels())
        .extracting("channel", "conversions", "value")
        .containsExactly(tuple("a", 8d, 16d), tuple("b", 4d, 8d));
    ModelReport report = markov.report(Budget.UNLIMITED);
    assertThat(report.warnings()).containsExactly(ModelReport.Warning.REMOVAL_EFFECTS_LEFT_OUT);
    assertThat(report.channels()).allMatch(figures -> figures.removalEffect() == null);
  }

  @Test
  void tooMuchOfAnythingIsSaid() {
    Limits limits = new Limits(2, 5, 3, 2);
    Paths paths = new Paths(new Channels(limits), limits);
    paths.add(List.of("a", "b"), 1, 0, 1);
    paths.add(List.of("a", "b"), 1, 0, 1);
    paths.add(List.of("c"), 1, 0, 1);
    exceeds(LimitExceeded.Limit.PATHS, () -> paths.add(List.of("b"), 1, 0, 1));
    exceeds(LimitExceeded.Limit.CHANNELS, () -> paths.channels().code("d"));
    exceeds(LimitExceeded.Limit.STATES, () -> Markov.of(paths, 1, true, limits));
    Paths longer = new Paths(new Channels(limits), limits);
    exceeds(
        LimitExceeded.Limit.PATHS,
        () -> longer.add(List.of("a", "a", "a", "a", "a", "a"), 1, 0, 1));
    Evaluation markov =
        Evaluation.of(ReportModel.MARKOV, ReportOptions.DEFAULT, paths, Limits.wide());
    paths.forEach(markov);
    exceeds(
        LimitExceeded.Limit.TIME,
        () ->
            markov.report(
                () -> {
                  throw new LimitExceeded(LimitExceeded.Limit.TIME);
                }));
    assertThatThrownBy(() -> paths.channels().code("(start)"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void exceeds(LimitExceeded.Limit limit, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            LimitExceeded.class, exceeded -> assertThat(exceeded.limit()).isEqualTo(limit));
  }

  private static char[] codes(Channels channels, String path) {
    List<String> names = Stream.of(path.split(" ")).toList();
    char[] codes = new char[names.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = channels.code(names.get(i));
    }
    return codes;
  }
}
