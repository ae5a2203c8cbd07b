package io.tributary.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.identity.session.Session.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionTest {

  private static final Instant START = Instant.parse("2026-11-03T10:00:00Z");
  private static final Duration IDLE = Duration.ofHours(12);

  @Test
  void theVerdictFollowsTheTable() {
    // minutes since the last use, minutes until the end, revoked, spent, user active
    String table =
        """
        10    10000 no  no  yes ROTATE
        719   10000 no  no  yes ROTATE
        720   10000 no  no  yes OVER
        10    0     no  no  yes OVER
        10    10000 no  no  no  OVER
        10    10000 no  yes yes REUSED
        10    10000 no  yes no  REUSED
        720   10000 no  yes yes REUSED
        10    10000 yes no  yes OVER
        10    10000 yes yes yes OVER
        """;
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\s+", -1);
      Instant now = START.plus(Duration.ofDays(1));
      Session session =
          new Session(
              "ses_1",
              START,
              now.minus(Duration.ofMinutes(Long.parseLong(cells[0]))),
              now.plus(Duration.ofMinutes(Long.parseLong(cells[1]))),
              cells[2].equals("yes") ? now.minusSeconds(1) : null);
      assertThat(session.judge(cells[3].equals("yes"), cells[4].equals("yes"), now, IDLE))
          .as(line)
          .isEqualTo(Verdict.valueOf(cells[5]));
    }
  }
}
