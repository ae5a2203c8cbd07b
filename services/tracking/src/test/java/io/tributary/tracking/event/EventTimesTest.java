package io.tributary.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tracking.refusal.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-03T10:15:30Z",
        "2026-11-03T10:15:30.2Z",
        "2026-11-03T10:15:30.123456789Z",
        "2026-02-28T23:59:59.999Z",
        "2024-02-29T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "2026-11-03T10:15:30+02:00",
        "2026-11-03T10:15:30.5-11:30"
      })
  void aTimeIsWhatTheLibraryMakesOfIt(String text) {
    Problems problems = new Problems();
    assertThat(EventTimes.parse("at", text, problems))
        .isEqualTo(OffsetDateTime.parse(text).toInstant());
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-11-31T00:00:00Z",
        "2026-11-03T25:00:00Z",
        "2026-11-03T10:60:00Z",
        "2026-11-03T10:15:61Z",
        "2026-11-03T10:15:30.1234567890Z",
        "2026-11-03 10:15:30Z",
        "2026-11-03T10:15:30",
        "-026-11-03T10:15:30Z",
        "20261103T101530Z",
        "Z",
        "2026-11-03T10:15Z",
        "yesterday"
      })
  void whatIsNoTimeIsAProblem(String text) {
    Problems problems = new Problems();
    assertThat(EventTimes.parse("at", text, problems)).isNull();
    assertThat(problems.has("at")).isTrue();
  }

  @Test
  void theShortWayAgreesWithTheLibraryOnAnyText() {
    long seed = 20_261_125;
    Random random = new Random(seed);
    String alphabet = "0123456789:.-TZ+ a";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder("2026-11-03T10:15:30.250Z");
      int changes = random.nextInt(4);
      for (int j = 0; j < changes; j++) {
        text.setCharAt(
            random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Instant usual = usual(text.toString());
      if (usual != null) {
        assertThat(usual).as("seed %d: %s", seed, text).isEqualTo(Instant.parse(text));
      }
    }
  }

  private static Instant usual(String text) {
    try {
      return EventTimes.usual(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
