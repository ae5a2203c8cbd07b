package io.tributary.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private static final double MIDDLE = 0.5;

  @Test
  void theWaitsAreThoseOfStandardWebhooks() {
    String table =
        """
        1  PT5S
        2  PT5M
        3  PT30M
        4  PT2H
        5  PT5H
        6  PT10H
        7  PT14H
        8  PT20H
        9  PT24H
        10 none
        11 none
        """;
    Duration sum = Duration.ZERO;
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\s+", -1);
      var next = RetrySchedule.next(Integer.parseInt(cells[0]), MIDDLE, false, null);
      if (cells[1].equals("none")) {
        assertThat(next).as(line).isEmpty();
      } else {
        assertThat(next).as(line).contains(Duration.parse(cells[1]));
        sum = sum.plus(next.orElseThrow());
      }
    }
    assertThat(sum).isEqualTo(Duration.parse("PT75H35M5S"));
    assertThat(RetrySchedule.TRIES).isEqualTo(10);
  }

  @Test
  void jitterSlownessAndRetryAfterBendTheWait() {
    // tries, chance, slow, retry after, wait
    String table =
        """
        2 0.0 no  -      PT4M
        2 1.0 no  -      PT6M
        1 0.5 yes -      PT1M
        2 0.5 yes -      PT5M
        2 0.5 no  PT1M   PT5M
        2 0.5 no  PT7M   PT7M
        2 0.5 no  PT3H   PT10M
        1 0.5 yes PT90S  PT90S
        """;
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\s+", -1);
      assertThat(
              RetrySchedule.next(
                  Integer.parseInt(cells[0]),
                  Double.parseDouble(cells[1]),
                  cells[2].equals("yes"),
                  cells[3].equals("-") ? null : Duration.parse(cells[3])))
          .as(line)
          .contains(Duration.parse(cells[4]));
    }
  }

  @Test
  void theVerdictFollowsTheAnswer() {
    // answer, tries, hours of failures only, verdict
    String table =
        """
        200     1  -   Delivered
        204     10 119 Delivered
        299     1  200 Delivered
        199     1  -   Retry
        301     1  -   Retry
        302     1  -   Retry
        400     1  -   Retry
        404     3  10  Retry
        410     1  -   Disable
        429     1  -   Retry
        500     9  119 Retry
        500     10 119 GiveUp
        500     2  120 Disable
        timeout 1  -   Retry
        timeout 10 -   GiveUp
        refused 1  -   Retry
        refused 1  121 Disable
        """;
    Instant now = Instant.parse("2026-11-03T10:00:00Z");
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\s+", -1);
      Answer answer =
          switch (cells[0]) {
            case "timeout" -> new Answer.TimedOut();
            case "refused" -> new Answer.Unreachable("address_refused");
            default -> new Answer.Status(Integer.parseInt(cells[0]), null);
          };
      Instant since =
          cells[2].equals("-") ? null : now.minus(Duration.ofHours(Long.parseLong(cells[2])));
      assertThat(
              Verdict.of(answer, Integer.parseInt(cells[1]), since, now, MIDDLE)
                  .getClass()
                  .getSimpleName())
          .as(line)
          .isEqualTo(cells[3]);
    }
  }
}
