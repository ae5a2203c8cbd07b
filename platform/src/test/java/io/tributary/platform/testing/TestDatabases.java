package io.tributary.platform.testing;

import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topic;
import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Endpoints;
import io.tributary.embedded.Part;
import io.tributary.platform.kafka.EventProducer;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.sql.Database;
import io.tributary.platform.sql.DatabaseSettings;
import io.tributary.platform.sql.Databases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The PostgreSQL that all tests of this JVM share, each service in its schema. */
public final class TestDatabases {

  private static final Map<String, Database> KNOWN = new HashMap<>();
  private static @Nullable Databases databases;

  private TestDatabases() {}

  /** The migrated database of a service, as the services' role. Its outbox is not relayed. */
  public static synchronized Database of(String service) {
    return KNOWN.computeIfAbsent(service, TestDatabases::migrated);
  }

  private static Database migrated(String service) {
    Database database = databases().of(service);
    // Takes a connection, which is not given before the migration has succeeded.
    database.inTransaction(sql -> true);
    return database;
  }

  /** Direct access as the role of the migrations, past row-level security. */
  public static JdbcClient owner() {
    Endpoints endpoints = endpoints();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(endpoints.datasourceUrl());
    source.setUser(endpoints.datasourceOwner());
    source.setPassword(endpoints.datasourceOwnerPassword());
    return JdbcClient.create(source);
  }

  /** The events that wait in a service's outbox and name the tenant, oldest first. */
  public static <V> List<V> outbox(String service, Topic<V> topic, TenantId tenant) {
    return owner()
        .sql(
            """
            select payload
            from %s.outbox
            where topic = :topic
              and position(:tenant in convert_from(payload, 'UTF8')) > 0
            order by id
            """
                .formatted(service))
        .param("topic", topic.name())
        .param("tenant", tenant.value())
        .query((row, n) -> EventJson.mapper().readValue(row.getBytes(1), topic.valueType()))
        .list();
  }

  /** The tables of a service that have a tenant's rows and do not force row-level security. */
  public static List<String> tablesWithoutRowSecurity(String service) {
    return owner()
        .sql(
            """
            select c.oid::regclass::text
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid
            where c.relkind in ('r', 'p')
              and c.relnamespace = cast(:schema as regnamespace)
              and a.attname = 'tenant_id'
              and not (c.relrowsecurity and c.relforcerowsecurity)
            """)
        .param("schema", service)
        .query(String.class)
        .list();
  }

  /** How to reach it. */
  public static DatabaseSettings settings() {
    Endpoints endpoints = endpoints();
    return new DatabaseSettings(
        endpoints.datasourceUrl(),
        endpoints.datasourceUser(),
        endpoints.datasourcePassword(),
        endpoints.datasourceOwner(),
        endpoints.datasourceOwnerPassword(),
        8);
  }

  private static Databases databases() {
    Databases known = databases;
    if (known == null) {
      // Nobody listens there: the relays are never started.
      known =
          new Databases(
              service -> settings(),
              new EventProducer(new KafkaConnection("127.0.0.1:1"), "unused"));
      databases = known;
    }
    return known;
  }

  private static Endpoints endpoints() {
    return EmbeddedInfrastructure.shared(Part.POSTGRES).endpoints();
  }
}
