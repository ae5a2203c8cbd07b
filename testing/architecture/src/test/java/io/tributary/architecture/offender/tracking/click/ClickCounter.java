package io.tributary.architecture.offender.tracking.click;

import java.sql.DriverManager;
import java.time.Instant;
import org.springframework.util.StringUtils;

/** Business code that knows a framework, a database and the wall clock. */
public final class ClickCounter {

  public int count() {
    return DriverManager.getLoginTimeout()
        + (int) Instant.now().toEpochMilli()
        + new NoOpCounter().count();
  }

  private static final class NoOpCounter {

    int count() {
      return StringUtils.countOccurrencesOf("aba", "a");
    }
  }
}
