package io.tributary.platform;

import io.tributary.platform.sql.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * PostgreSQL, for every service that has no {@code tributary.<service>.datasource} of its own.
 *
 * @param url JDBC URL
 * @param username role of the services; it needs no rights of its own, migrations grant them
 * @param password of the role
 * @param ownerUsername role that owns the schemas and runs the migrations
 * @param ownerPassword of the owner
 * @param poolSize connections at most, of all services of the process together
 */
@ConfigurationProperties("tributary.datasource")
public record DatasourceSettings(
    String url,
    String username,
    @DefaultValue("") String password,
    @Nullable String ownerUsername,
    @Nullable String ownerPassword,
    @DefaultValue("20") int poolSize) {

  DatabaseSettings toDatabase() {
    return new DatabaseSettings(url, username, password, ownerUsername, ownerPassword, poolSize);
  }
}
