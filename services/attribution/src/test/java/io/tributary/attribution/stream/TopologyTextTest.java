package io.tributary.attribution.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.attribution.journey.Retention;
import io.tributary.attribution.testing.Events;
import io.tributary.attribution.testing.KnownProgramme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Node, store and topic names are where state lives: a change of them is a migration. */
class TopologyTextTest {

  /** {@code -Dtributary.golden=write} writes the files instead of comparing them. */
  private static final boolean WRITE = "write".equals(System.getProperty("tributary.golden"));

  @ParameterizedTest
  @ValueSource(strings = {"src/test/resources/topology.txt", "../../docs/topology.txt"})
  void theTopologyIsTheOneThatIsWrittenDown(String file) throws IOException {
    String text =
        AttributionTopology.build(
                new KnownProgramme(null),
                new Retention(Duration.ofDays(90)),
                new WaitLimits(Duration.ofMinutes(5), Duration.ofMinutes(5)),
                Duration.ofDays(400),
                new DecisionMeters(new SimpleMeterRegistry(), () -> Events.NOON))
            .describe()
            .toString();
    Path golden = Path.of(file);
    if (WRITE) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }
}
