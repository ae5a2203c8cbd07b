package io.tributary.benchmark;

import io.tributary.attribution.model.report.ModelReport;
import io.tributary.attribution.model.report.ReportModel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Exact removal effects of conversions and value, from 10,000 distinct paths to all credits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MarkovBenchmark {

  private static final int PATHS = 10_000;

  @Param({"1", "2", "3", "4"})
  public int order = 1;

  private List<SamplePaths.Row> rows = List.of();

  @Setup
  public void prepare() {
    rows = SamplePaths.rows(PATHS);
  }

  @Benchmark
  public ModelReport removalEffects() {
    return SamplePaths.report(rows, ReportModel.MARKOV, order);
  }
}
