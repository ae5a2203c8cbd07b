package io.tributary.benchmark;

import io.tributary.contract.json.EventJson;
import io.tributary.contract.tracking.TrackingEvent;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a click costs to write to its topic and to read from it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EventCodecBenchmark {

  private final TrackingEvent click = Samples.click(1);
  private final byte[] json =
      EventJson.mapper().writerFor(TrackingEvent.class).writeValueAsBytes(click);

  @Benchmark
  public byte[] write() {
    return EventJson.mapper().writerFor(TrackingEvent.class).writeValueAsBytes(click);
  }

  @Benchmark
  public TrackingEvent read() {
    return EventJson.mapper().readValue(json, TrackingEvent.class);
  }
}
