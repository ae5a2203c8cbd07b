package io.tributary.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of one data folder. They are child processes on loopback ports which outlive a killed
 * JVM; the next start on the same folder takes over those that still answer and starts the others.
 */
public final class EmbeddedInfrastructure implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedInfrastructure.class);
  private static final int LOG_CHECK_SECONDS = 30;

  private static final ThreadFactory PLATFORM_THREADS =
      Thread.ofPlatform().daemon().name("embedded-", 0).factory();

  private final DataFolder folder;
  private final InfrastructureFile file;
  private final Map<Part, ServerProcess> processes;
  private final Set<Part> running = EnumSet.noneOf(Part.class);
  private final Thread logKeeper;
  private boolean closed;

  private EmbeddedInfrastructure(DataFolder folder, Options options) {
    this.folder = folder;
    this.file = new InfrastructureFile(folder.path().resolve("infrastructure.json"));
    this.processes = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      processes.put(part, new ServerProcess(server(part, folder, options, file), folder, options));
    }
    this.logKeeper =
        Thread.ofPlatform().daemon().name("embedded-logs").start(this::keepLogsBounded);
  }

  /**
   * Starts or takes over the servers and returns when all answer.
   *
   * @throws DataFolderInUse when another process has the folder
   * @throws InfrastructureException when a server cannot run; what was started is stopped again
   */
  public static EmbeddedInfrastructure start(Path dataFolder, Options options) {
    DataFolder folder = DataFolder.lock(dataFolder);
    EmbeddedInfrastructure infrastructure;
    try {
      infrastructure = new EmbeddedInfrastructure(folder, options);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
    try {
      infrastructure.stopLeftoversOf(options.partsLeftOut());
      infrastructure.add(options.parts());
    } catch (RuntimeException e) {
      infrastructure.close();
      throw e;
    }
    LOG.info("Embedded servers in {}: {}", folder.path(), infrastructure.endpoints());
    return infrastructure;
  }

  /**
   * One set of servers for all tests of this JVM, in a temporary folder that goes away with the
   * JVM. Parts that an earlier call did not ask for are added. Not to be closed by the caller.
   *
   * @param parts what the caller needs; none means all
   */
  public static EmbeddedInfrastructure shared(Part... parts) {
    return SharedInfrastructure.with(
        parts.length == 0 ? EnumSet.allOf(Part.class) : EnumSet.copyOf(List.of(parts)));
  }

  private void stopLeftoversOf(Set<Part> parts) {
    inParallel(parts, ServerProcess::stopLeftovers);
  }

  /** Starts those of the parts that do not run yet. */
  synchronized void add(Set<Part> parts) {
    Set<Part> missing = EnumSet.noneOf(Part.class);
    missing.addAll(parts);
    missing.removeAll(running);
    inParallel(missing, ServerProcess::start);
    running.addAll(missing);
  }

  private static Server server(
      Part part, DataFolder folder, Options options, InfrastructureFile file) {
    Programs programs = new Programs(options.programs(), folder.path().resolve("programs"));
    SecureRandom random = new SecureRandom();
    return switch (part) {
      case POSTGRES -> new PostgresServer(folder, options, file, programs, random);
      case KAFKA ->
          new KafkaServer(folder, options, file, JavaLaunch.ofThisProcess(), programs, random);
      case REDIS -> new RedisServer(folder, options, file, programs, random);
    };
  }

  /** Where the servers answer. */
  public synchronized Endpoints endpoints() {
    InfrastructureFile.Content content = file.content();
    InfrastructureFile.Kafka kafka = running.contains(Part.KAFKA) ? content.kafka() : null;
    InfrastructureFile.Postgres postgres =
        running.contains(Part.POSTGRES) ? content.postgres() : null;
    InfrastructureFile.Redis redis = running.contains(Part.REDIS) ? content.redis() : null;
    return new Endpoints(
        kafka == null ? Endpoints.NOT_STARTED : kafka.bootstrapServers(),
        postgres == null ? Endpoints.NOT_STARTED : postgres.url(),
        postgres == null ? Endpoints.NOT_STARTED : postgres.owner(),
        postgres == null ? Endpoints.NOT_STARTED : postgres.ownerPassword(),
        postgres == null ? Endpoints.NOT_STARTED : postgres.user(),
        postgres == null ? Endpoints.NOT_STARTED : postgres.password(),
        redis == null ? Endpoints.NOT_STARTED : redis.url());
  }

  /** Stops every server, those taken over as well, and gives the folder free. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    logKeeper.interrupt();
    try {
      inParallel(processes.keySet(), ServerProcess::stop);
    } finally {
      folder.close();
    }
  }

  private void keepLogsBounded() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(LOG_CHECK_SECONDS);
        for (ServerProcess process : processes.values()) {
          process.log().bound();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("The logs of the embedded servers can no longer be kept short: {}", e.toString());
    }
  }

  /**
   * Runs the step for all and reports the first failure when all have ended. Not on virtual
   * threads: while they load classes from an executable jar they hold their carriers, and with two
   * cores all carriers can end up waiting for a virtual thread that has none.
   */
  private void inParallel(Set<Part> parts, Consumer<ServerProcess> step) {
    RuntimeException failure = null;
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(PLATFORM_THREADS)) {
      List<Future<?>> steps = new ArrayList<>();
      for (Part part : parts) {
        ServerProcess process = Objects.requireNonNull(processes.get(part));
        steps.add(executor.submit(() -> step.accept(process)));
      }
      for (Future<?> each : steps) {
        failure = firstOf(failure, failureOf(each));
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable RuntimeException failureOf(Future<?> step) {
    try {
      step.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause() instanceof RuntimeException cause
          ? cause
          : new InfrastructureException("The embedded servers cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new InfrastructureException("Interrupted while starting the embedded servers", e);
    }
  }

  private static @Nullable RuntimeException firstOf(
      @Nullable RuntimeException first, @Nullable RuntimeException next) {
    if (first == null) {
      return next;
    }
    if (next != null) {
      first.addSuppressed(next);
    }
    return first;
  }
}
