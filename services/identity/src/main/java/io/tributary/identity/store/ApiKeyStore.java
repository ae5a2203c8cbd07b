package io.tributary.identity.store;

import io.tributary.contract.directory.ApiKeySnapshot;
import io.tributary.contract.id.ApiKeyId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.id.UserId;
import io.tributary.contract.topic.Topics;
import io.tributary.identity.key.ApiKey;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** API keys in SQL; every change goes to the directory that the edge reads. */
@Component
public class ApiKeyStore {

  private static final String COLUMNS =
      """
      select tenant_id, key_id, kind, public_id, secret_sha256, name, scopes, hosts, created_by,
             created_at, revoked_at
      from identity.api_key
      """;

  private final Database database;

  ApiKeyStore(@Qualifier("identity.database") Database database) {
    this.database = database;
  }

  /** Adds a key, in the caller's transaction. */
  public void insert(JdbcClient sql, ApiKey key) {
    sql.sql(
            """
            insert into identity.api_key (tenant_id, key_id, kind, public_id, secret_sha256, name,
              scopes, hosts, created_by, created_at)
            values (:tenant, :id, :kind, :public_id, :secret, :name, :scopes, :hosts, :created_by,
              :created_at)
            """)
        .param("tenant", key.tenantId().value())
        .param("id", key.keyId().value())
        .param("kind", key.kind().name().toLowerCase(Locale.ROOT))
        .param("public_id", key.publicId())
        .param("secret", key.secretSha256())
        .param("name", key.name())
        .param("scopes", key.scopes().stream().sorted().toArray(String[]::new))
        .param("hosts", key.hosts().stream().sorted().toArray(String[]::new))
        .param("created_by", key.createdBy().value())
        .param("created_at", Columns.time(key.createdAt()))
        .update();
    publish(sql, key);
  }

  /** Revokes a key; empty when there is none, and no change when it is revoked already. */
  public Optional<ApiKey> revoke(JdbcClient sql, ApiKeyId id, Instant now) {
    Optional<ApiKey> found =
        sql.sql(COLUMNS + "where key_id = :id for update")
            .param("id", id.value())
            .query((row, n) -> key(row))
            .optional();
    found
        .filter(key -> key.revokedAt() == null)
        .ifPresent(
            key -> {
              sql.sql("update identity.api_key set revoked_at = :now where key_id = :id")
                  .param("now", Columns.time(now))
                  .param("id", id.value())
                  .update();
              publish(sql, key.revoked(now));
            });
    return found;
  }

  /** The tenant's keys, oldest first, with one row more than the page holds. */
  public List<ApiKey> list(JdbcClient sql, PageQuery page) {
    return sql.sql(COLUMNS + "where key_id > :after order by key_id limit :limit")
        .param("after", page.cursor() == null ? "" : page.cursor())
        .param("limit", page.limit() + 1)
        .query((row, n) -> key(row))
        .list();
  }

  private void publish(JdbcClient sql, ApiKey key) {
    database
        .outbox()
        .append(
            sql,
            Topics.IDENTITY_DIRECTORY,
            key.keyId().value(),
            new ApiKeySnapshot(
                key.keyId(),
                key.tenantId(),
                key.kind(),
                key.publicId(),
                Objects.requireNonNullElse(key.secretSha256(), ""),
                key.scopes(),
                key.hosts(),
                key.revokedAt() != null));
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        new TenantId(row.getString("tenant_id")),
        new ApiKeyId(row.getString("key_id")),
        ApiKeySnapshot.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("public_id"),
        row.getString("secret_sha256"),
        row.getString("name"),
        Set.of((String[]) row.getArray("scopes").getArray()),
        Set.of((String[]) row.getArray("hosts").getArray()),
        new UserId(row.getString("created_by")),
        Columns.time(row, "created_at"),
        Columns.timeOrNull(row, "revoked_at"));
  }
}
