package io.tributary.simulation.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.simulation.FakeEdge;
import io.tributary.simulation.http.EdgeClient;
import io.tributary.simulation.load.LoadTargets.Target;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {

  private static final LoadTargets TARGETS =
      new LoadTargets(List.of(new Target("camp", "USD", "right", List.of("one", "two"))));

  @Test
  void everything_sent_has_an_outcome_and_orders_are_reported_once() throws Exception {
    try (FakeEdge edge = new FakeEdge()) {
      MemorySink sink = new MemorySink();
      Load load = new Load(new EdgeClient(edge.address()), TARGETS, "t", 7);
      Load.Summary first = load.run(300, Duration.ofMillis(500), sink);
      Load.Summary second = load.run(300, Duration.ofMillis(500), sink);

      assertThat(first.clicks() + first.conversions()).isEqualTo(150);
      assertThat(second.clicks() + second.conversions()).isEqualTo(150);
      assertThat(second.conversions()).isBetween(10L, 60L);
      assertThat(second.failed() + second.skipped() + second.unanswered()).isZero();
      assertThat(sink.outcomes().keySet()).isEqualTo(sink.attempts().keySet());
      assertThat(
              sink.attempts().values().stream()
                  .filter(attempt -> attempt.kind() == Attempt.Kind.POSTBACK)
                  .map(Attempt::clickId))
          .doesNotHaveDuplicates()
          .doesNotContainNull();
    }
  }

  @Test
  void an_edge_that_is_down_is_written_down_as_such(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("load.jsonl");
    try (FakeEdge edge = new FakeEdge();
        FileSink sink = new FileSink(file)) {
      edge.down.set(true);
      Load.Summary refused =
          new Load(new EdgeClient(edge.address()), TARGETS, "t", 7)
              .run(50, Duration.ofMillis(200), sink);
      Load.Summary failed =
          new Load(new EdgeClient(URI.create("http://127.0.0.1:1")), TARGETS, "u", 7)
              .run(50, Duration.ofMillis(200), sink);

      assertThat(refused.refused()).isEqualTo(10);
      assertThat(failed.failed()).isEqualTo(10);
    }
    assertThat(Files.readAllLines(file))
        .hasSize(40)
        .anyMatch(line -> line.contains("\"outcome\":\"refused\",\"status\":503"))
        .anyMatch(line -> line.contains("\"outcome\":\"failed\""));
  }
}
