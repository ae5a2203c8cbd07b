package io.tributary.platform.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Gives connections once the schema is migrated; who asks earlier waits. */
final class MigratedDataSource extends DelegatingDataSource {

  private final CompletableFuture<Void> migration;

  MigratedDataSource(DataSource pool, CompletableFuture<Void> migration) {
    super(pool);
    this.migration = migration;
  }

  @Override
  public Connection getConnection() throws SQLException {
    migration.join();
    return super.getConnection();
  }
}
