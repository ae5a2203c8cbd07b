package io.tributary.tracking.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** From a Monday to a Sunday; Berlin leaves summer time on 25 October 2026. */
  private static final OpenHours HOURS =
      OpenHours.of(
          new Schedule(
              Instant.parse("2026-10-19T06:30:00Z"),
              Instant.parse("2026-11-01T12:00:00Z"),
              BERLIN,
              List.of(
                  new Schedule.Hours(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 8, 18),
                  new Schedule.Hours(Set.of(DayOfWeek.SUNDAY), 0, 24))));

  @ParameterizedTest
  @CsvSource(
      nullValues = "open",
      textBlock =
          """
          2026-10-19T06:29:59.999Z, schedule
          2026-10-19T06:30:00Z,     open
          2026-10-19T15:59:59.999Z, open
          2026-10-19T16:00:00Z,     schedule
          2026-10-20T05:59:59Z,     schedule
          2026-10-20T06:00:00Z,     open
          2026-10-24T10:00:00Z,     schedule
          2026-10-24T21:59:59Z,     schedule
          2026-10-24T22:00:00Z,     open
          2026-10-25T22:59:59Z,     open
          2026-10-25T23:00:00Z,     schedule
          2026-10-26T06:30:00Z,     schedule
          2026-10-26T07:00:00Z,     open
          2026-11-01T11:59:59.999Z, open
          2026-11-01T12:00:00Z,     expired
          """)
  void clicksAreTakenInHoursOfTheZoneBetweenStartAndEnd(Instant now, String refusal) {
    assertThat(HOURS.refusal(now)).isEqualTo(refusal);
  }

  @Test
  void withoutTermsItIsAlwaysOpen() {
    OpenHours always = OpenHours.of(new Schedule(null, null, BERLIN, List.of()));
    assertThat(always.refusal(Instant.EPOCH)).isNull();
    assertThat(always.refusal(Instant.parse("2999-01-01T00:00:00Z"))).isNull();
  }
}
