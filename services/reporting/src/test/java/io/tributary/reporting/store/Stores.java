package io.tributary.reporting.store;

import io.tributary.platform.sql.Database;
import io.tributary.reporting.performance.FigureStore;
import io.tributary.reporting.performance.PerformanceReport;

/** The adapters of this package, for the tests of others. */
public final class Stores {

  private Stores() {}

  public static FigureStore figures(Database database) {
    return new PostgresFigureStore(database);
  }

  public static PerformanceReport report(Database database) {
    return new PostgresPerformanceReport(database);
  }
}
