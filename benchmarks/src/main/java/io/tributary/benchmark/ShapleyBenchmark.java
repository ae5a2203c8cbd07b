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

/**
 * Shapley values by the number of distinct paths, which their time should grow with and no more.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ShapleyBenchmark {

  @Param({"10000", "40000", "160000"})
  public int paths = 10_000;

  private List<SamplePaths.Row> rows = List.of();

  @Setup
  public void prepare() {
    rows = SamplePaths.rows(paths);
  }

  @Benchmark
  public ModelReport simplified() {
    return SamplePaths.report(rows, ReportModel.SHAPLEY_SIMPLIFIED, 1);
  }

  @Benchmark
  public ModelReport ordered() {
    return SamplePaths.report(rows, ReportModel.SHAPLEY_ORDERED, 1);
  }
}
