package io.tributary.platform.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tributary.platform.kafka.EventProducer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The databases of this process's services. Services whose settings name the same database and role
 * share a pool; each has its own schema, whose migration begins when it is first asked for. Schemas
 * are independent of each other and are migrated side by side.
 */
public final class Databases implements SmartLifecycle, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Databases.class);
  private static final long CONNECTION_WAIT_MS = 5_000;
  private static final int CONNECT_RETRIES = 10;

  /** As many as there are services. Not virtual, since Flyway scans jars under monitors. */
  private static final Executor MIGRATIONS =
      migration -> Thread.ofPlatform().daemon().name("migration").start(migration);

  private final Function<String, DatabaseSettings> settings;
  private final EventProducer producer;
  private final Map<String, HikariDataSource> pools = new HashMap<>();
  private final Map<String, Database> databases = new HashMap<>();
  private final List<CompletableFuture<Void>> migrations = new ArrayList<>();
  private final List<OutboxRelay> relays = new ArrayList<>();
  private volatile boolean running;

  /**
   * Databases by settings.
   *
   * @param settings of a service by its name
   * @param producer where the outboxes go
   */
  public Databases(Function<String, DatabaseSettings> settings, EventProducer producer) {
    this.settings = settings;
    this.producer = producer;
  }

  /** The database of a service; whoever uses it before its schema is migrated waits for that. */
  public synchronized Database of(String service) {
    Database known = databases.get(service);
    if (known != null) {
      return known;
    }
    DatabaseSettings where = settings.apply(service);
    CompletableFuture<Void> migration =
        CompletableFuture.runAsync(() -> migrate(service, where), MIGRATIONS);
    migrations.add(migration);
    HikariDataSource pool =
        pools.computeIfAbsent(where.url() + " " + where.username(), unused -> open(where));
    Database database = new Database(service, new MigratedDataSource(pool, migration));
    databases.put(service, database);
    OutboxRelay relay = new OutboxRelay(database, producer);
    relays.add(relay);
    if (running) {
      relay.start();
    }
    return database;
  }

  /** Whether every database that was asked for answers. */
  public synchronized boolean answer() {
    return databases.values().stream().allMatch(Database::answers);
  }

  /**
   * Returns when every schema that was asked for is migrated.
   *
   * @throws java.util.concurrent.CompletionException when one cannot be, which ends the start
   */
  @Override
  public synchronized void start() {
    migrations.forEach(CompletableFuture::join);
    running = true;
    relays.forEach(OutboxRelay::start);
  }

  @Override
  public synchronized void stop() {
    running = false;
    relays.forEach(OutboxRelay::stop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Relays start first and stop last: what others write at their end still goes out. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public synchronized void close() {
    stop();
    pools.values().forEach(HikariDataSource::close);
  }

  private static void migrate(String service, DatabaseSettings where) {
    PGSimpleDataSource owner = new PGSimpleDataSource();
    owner.setUrl(where.url());
    owner.setUser(where.owner());
    owner.setPassword(where.passwordOfOwner());
    int applied =
        Flyway.configure()
            .dataSource(owner)
            .schemas(service)
            .defaultSchema(service)
            .createSchemas(true)
            .locations("classpath:db/platform", "classpath:db/" + service)
            .placeholders(Map.of("app_role", where.username()))
            .connectRetries(CONNECT_RETRIES)
            .connectRetriesInterval(1)
            .load()
            .migrate()
            .migrationsExecuted;
    if (applied > 0) {
      log.info("schema {}: {} migrations applied", service, applied);
    }
  }

  private static HikariDataSource open(DatabaseSettings where) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("tributary");
    config.setJdbcUrl(where.url());
    config.setUsername(where.username());
    config.setPassword(where.password());
    config.setMaximumPoolSize(where.poolSize());
    config.setMinimumIdle(2);
    config.setConnectionTimeout(CONNECTION_WAIT_MS);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("ApplicationName", "tributary");
    config.addDataSourceProperty("prepareThreshold", "3");
    return new HikariDataSource(config);
  }
}
