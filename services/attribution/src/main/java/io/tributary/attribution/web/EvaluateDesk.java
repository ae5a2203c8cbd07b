package io.tributary.attribution.web;

import io.tributary.attribution.model.report.Budget;
import io.tributary.attribution.model.report.Channels;
import io.tributary.attribution.model.report.Evaluation;
import io.tributary.attribution.model.report.LimitExceeded;
import io.tributary.attribution.model.report.Limits;
import io.tributary.attribution.model.report.OrderChoice;
import io.tributary.attribution.model.report.PathSink;
import io.tributary.attribution.model.report.Paths;
import io.tributary.attribution.model.report.ReportOptions;
import io.tributary.attribution.model.report.Totals;
import io.tributary.contract.id.UserId;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Reads files of paths and runs models over them, a few at a time. */
@Component
@EnableConfigurationProperties(EvaluateSettings.class)
final class EvaluateDesk {

  private static final String TRY_AGAIN_AFTER_SECONDS = "10";

  private final EvaluateSettings settings;
  private final Limits limits;
  private final InstantSource clock;
  private final Set<UserId> atWork = new HashSet<>();

  EvaluateDesk(EvaluateSettings settings, InstantSource clock) {
    this.settings = settings;
    this.limits = settings.limits();
    this.clock = clock;
  }

  /**
   * Evaluates a file.
   *
   * @param length of the body in bytes, negative if it is not known
   * @throws ApiProblem 413 and 422 for what the file is; 429 if too many are in work
   */
  EvaluateResponse evaluate(UserId user, EvaluateOptions wanted, InputStream body, long length) {
    if (length > settings.maxBytes().toBytes()) {
      throw tooLarge();
    }
    admit(user);
    try {
      return evaluate(wanted, body);
    } catch (LimitExceeded e) {
      throw refusal(e.limit());
    } finally {
      release(user);
    }
  }

  private synchronized void admit(UserId user) {
    if (atWork.contains(user) || atWork.size() >= settings.concurrency()) {
      HttpHeaders headers = new HttpHeaders();
      headers.set(HttpHeaders.RETRY_AFTER, TRY_AGAIN_AFTER_SECONDS);
      throw ApiProblem.of(429, "too_many_evaluations", "Another evaluation is in work.", List.of())
          .with(headers);
    }
    atWork.add(user);
  }

  private synchronized void release(UserId user) {
    atWork.remove(user);
  }

  private EvaluateResponse evaluate(EvaluateOptions wanted, InputStream body) {
    Budget budget = until(clock.instant().plus(settings.timeLimit()));
    Paths paths = new Paths(new Channels(limits), limits);
    Totals totals = new Totals();
    List<Evaluation> models =
        wanted.areOnePass() ? start(wanted, wanted.options(), paths) : List.of();
    PathSink sink = wanted.areOnePass() ? each(models) : paths;
    EvaluateFile file =
        new EvaluateFile(
            paths.channels(),
            wanted.transforms(),
            (codes, length, conversions, value, nulls) -> {
              totals.add(length, conversions, value, nulls);
              sink.add(codes, length, conversions, value, nulls);
            },
            budget);
    read(file, body);
    OrderChoice choice = wanted.chooseOrder() ? OrderChoice.of(paths, limits, budget) : null;
    if (!wanted.areOnePass()) {
      ReportOptions options =
          choice == null ? wanted.options() : wanted.options().withOrder(choice.order());
      models = start(wanted, options, paths);
      PathSink all = each(models);
      paths.forEach(
          (codes, length, conversions, value, nulls) -> {
            budget.check();
            all.add(codes, length, conversions, value, nulls);
          });
    }
    return EvaluateResponse.of(
        file.rows(),
        wanted.areOnePass() ? null : paths.size(),
        paths.channels().count(),
        totals,
        choice,
        models.stream().map(model -> model.report(budget)).toList());
  }

  private Budget until(Instant end) {
    return () -> {
      if (clock.instant().isAfter(end)) {
        throw new LimitExceeded(LimitExceeded.Limit.TIME);
      }
    };
  }

  private List<Evaluation> start(EvaluateOptions wanted, ReportOptions options, Paths paths) {
    return wanted.models().stream()
        .map(model -> Evaluation.of(model, options, paths, limits))
        .toList();
  }

  private static PathSink each(List<Evaluation> models) {
    return (codes, length, conversions, value, nulls) -> {
      for (Evaluation model : models) {
        model.add(codes, length, conversions, value, nulls);
      }
    };
  }

  private void read(EvaluateFile file, InputStream body) {
    try {
      List<FieldProblem> problems = file.read(body, settings.maxBytes().toBytes());
      if (!problems.isEmpty()) {
        throw ApiProblem.unprocessable(problems);
      }
    } catch (EvaluateFile.TooLarge e) {
      throw tooLarge();
    } catch (IOException e) {
      throw ApiProblem.badRequest("body_incomplete", "The body did not arrive whole.");
    }
  }

  private ApiProblem tooLarge() {
    return ApiProblem.of(
        413,
        "too_large",
        "The file has more than %d bytes.".formatted(settings.maxBytes().toBytes()),
        List.of());
  }

  private ApiProblem refusal(LimitExceeded.Limit limit) {
    return switch (limit) {
      case PATHS ->
          tooMuch("too_many_paths", "There are more than %d paths.".formatted(settings.maxPaths()));
      case CHANNELS ->
          tooMuch(
              "too_many_channels",
              "There are more than %d channels.".formatted(settings.maxChannels()));
      case STATES ->
          tooMuch(
              "too_many_states",
              "The chain has more than %d states; try a lower order."
                  .formatted(settings.maxStates()));
      case TIME -> tooMuch("time_over", "It took longer than %s.".formatted(settings.timeLimit()));
    };
  }

  private static ApiProblem tooMuch(String code, String detail) {
    return ApiProblem.of(422, code, detail, List.of());
  }
}
