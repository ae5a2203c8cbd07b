package io.tributary.attribution.web;

import io.tributary.attribution.model.report.PathTransform;
import io.tributary.attribution.model.report.ReportModel;
import io.tributary.attribution.model.report.ReportOptions;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to evaluate, read from query parameters.
 *
 * @param chooseOrder whether the order of the chain is chosen by the journeys
 */
record EvaluateOptions(
    List<ReportModel> models,
    ReportOptions options,
    boolean chooseOrder,
    List<PathTransform> transforms) {

  static final String ALL = "all";
  static final String AUTO = "auto";

  private static final Set<String> NEED_TIMES =
      Set.of("last_click", "time_decay", "milestones", "w_shaped", "full_path");

  EvaluateOptions {
    models = List.copyOf(models);
    transforms = List.copyOf(transforms);
  }

  /**
   * Reads the parameters.
   *
   * @throws ApiProblem 422 naming each parameter that cannot be
   */
  static EvaluateOptions of(
      List<String> models,
      String order,
      boolean useNull,
      @Nullable List<String> transforms,
      int keepLast,
      Set<String> excluded,
      double first,
      double last,
      double rate) {
    List<FieldProblem> problems = new ArrayList<>();
    Set<ReportModel> wanted = new LinkedHashSet<>();
    models.forEach(word -> addModels(wanted, word, problems));
    List<PathTransform> changes = new ArrayList<>();
    if (transforms != null) {
      transforms.forEach(word -> addTransform(changes, word, keepLast, excluded, problems));
    }
    if (!(first >= 0 && last >= 0 && first + last <= 1)) {
      problems.add(new FieldProblem("first", "out_of_range", "with last, from 0 to 1 together"));
    }
    if (!(rate > 0 && rate <= 1)) {
      problems.add(new FieldProblem("rate", "out_of_range", "above 0 and at most 1"));
    }
    int length = order(order, problems);
    if (!problems.isEmpty()) {
      throw ApiProblem.unprocessable(problems);
    }
    return new EvaluateOptions(
        List.copyOf(wanted),
        new ReportOptions(first, last, rate, excluded, length, useNull),
        order.equals(AUTO) && wanted.contains(ReportModel.MARKOV),
        changes);
  }

  /** Whether rows can go to the models as they come. */
  boolean areOnePass() {
    return !chooseOrder && models.stream().noneMatch(ReportModel::needsAllPaths);
  }

  private static void addModels(Set<ReportModel> wanted, String word, List<FieldProblem> problems) {
    if (word.equals(ALL)) {
      wanted.addAll(List.of(ReportModel.values()));
      return;
    }
    for (ReportModel model : ReportModel.values()) {
      if (model.name().toLowerCase(Locale.ROOT).equals(word)) {
        wanted.add(model);
        return;
      }
    }
    problems.add(
        NEED_TIMES.contains(word)
            ? new FieldProblem(
                "model", "needs_times", word + " needs the times of touches, which paths lack")
            : new FieldProblem("model", "unknown_value", "one of all, " + words()));
  }

  private static String words() {
    return Arrays.stream(ReportModel.values())
        .map(model -> model.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static void addTransform(
      List<PathTransform> changes,
      String word,
      int keepLast,
      Set<String> excluded,
      List<FieldProblem> problems) {
    if (!changes.isEmpty() && changes.getLast() instanceof PathTransform.Frequency) {
      problems.add(new FieldProblem("transform", "not_last", "frequency must be the last one"));
      return;
    }
    switch (word) {
      case "unique" -> changes.add(new PathTransform.Unique());
      case "exposure" -> changes.add(new PathTransform.Exposure());
      case "first" -> changes.add(new PathTransform.First());
      case "frequency" -> changes.add(new PathTransform.Frequency());
      case "remove_if_not_all" -> changes.add(new PathTransform.RemoveIfNotAll(excluded));
      case "remove_if_last_and_not_all" ->
          changes.add(new PathTransform.RemoveIfLastAndNotAll(excluded));
      case "trim_long_path" -> {
        if (keepLast < 1) {
          problems.add(new FieldProblem("keep_last", "out_of_range", "1 or more"));
        } else {
          changes.add(new PathTransform.TrimLongPath(keepLast));
        }
      }
      default ->
          problems.add(
              new FieldProblem(
                  "transform",
                  "unknown_value",
                  "one of unique, exposure, first, frequency, remove_if_not_all, "
                      + "remove_if_last_and_not_all, trim_long_path"));
    }
  }

  private static int order(String order, List<FieldProblem> problems) {
    if (order.equals(AUTO)) {
      return 1;
    }
    if (order.matches("[1-9]|10")) {
      return Integer.parseInt(order);
    }
    problems.add(
        new FieldProblem("order", "out_of_range", "auto, or 1 to " + ReportOptions.MAX_ORDER));
    return 1;
  }
}
