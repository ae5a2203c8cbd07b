package io.tributary.tracking.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/fraud-signals.md} lists the signals as the code has them. */
class FraudSignalsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "fraud-signals.md");

  @Test
  void theTableIsTheCodes() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `")).toList();
    assertThat(rows).containsExactlyElementsOf(Signals.ALL.stream().map(this::row).toList());
  }

  private String row(Signal signal) {
    return "| `%s` | %s | %s | %d | %s | %s | %s |"
        .formatted(
            signal.id(),
            signal.family().name().toLowerCase(Locale.ROOT),
            signal.group().code(),
            signal.points(),
            signal.limits().stream()
                .map(limit -> "`%s` %d".formatted(limit.name(), limit.value()))
                .collect(Collectors.joining(", ")),
            signal.mode().name().toLowerCase(Locale.ROOT),
            signal.words());
  }
}
