package io.tributary.tracking.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.TrafficTerms.Cap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapsTest {

  private static final Caps CAPS =
      Caps.of(
          List.of(
              new Cap(Cap.Period.DAY, Cap.Scope.CAMPAIGN, 10),
              new Cap(Cap.Period.TOTAL, Cap.Scope.AFFILIATE, 100)),
          ZoneId.of("America/New_York"));

  @ParameterizedTest
  @CsvSource({
    "9, 99, false",
    "10, 0, true",
    "11, 0, true",
    "0, 100, true",
    "-1, -1, false",
    "-1, 100, true"
  })
  void theClickAfterTheLastIsOneTooMany(long day, long total, boolean reached) {
    assertThat(CAPS.areReached(new long[] {day, total})).isEqualTo(reached);
  }

  @Test
  void whatIsNotKnownCapsNobody() {
    assertThat(CAPS.areReached(new long[0])).isFalse();
    assertThat(CAPS.areReached(new long[] {10})).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"DAY, 2026-11-02", "WEEK, 2026-11-02", "MONTH, 2026-11-01", "TOTAL, 1970-01-01"})
  void periodsBeginAtMidnightOfTheZone(Cap.Period period, LocalDate start) {
    Cap cap = new Cap(period, Cap.Scope.CAMPAIGN, 1);
    // Monday evening in New York, Tuesday morning in UTC.
    assertThat(CAPS.periodStart(cap, Instant.parse("2026-11-03T04:59:59Z"))).isEqualTo(start);
  }
}
