package io.tributary.tracking.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.tracking.click.Arrival;
import io.tributary.tracking.network.Network;
import io.tributary.tracking.session.LocalMemory;
import io.tributary.tracking.session.Question;
import io.tributary.tracking.session.Question.CapKey;
import io.tributary.tracking.session.Questions;
import io.tributary.tracking.session.Session;
import io.tributary.tracking.session.Sessions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in Redis. The questions of clicks that come while a round trip is under way share the
 * next one. A round trip that takes longer than the budget closes the connection, and so does an
 * error: from then on this process' own memory answers at once, until a new connection answered a
 * PING within the budget.
 */
public final class RedisSessions implements Sessions, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RedisSessions.class);

  /** Questions of one round trip. */
  private static final int MAX_BATCH = 128;

  /** Questions that wait for the next round trip; more are answered here. */
  private static final int MAX_WAITING = 4_096;

  private static final int LOOKS_PER_BUDGET = 4;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final RedisURI uri;
  private final long budgetNanos;
  private final Questions questions;
  private final LocalMemory memory;
  private final ClientResources resources;
  private final RedisClient client;
  private final Counter remembered;
  private final Counter local;
  private final Counter roundTrips;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final Thread watch;
  private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;
  private volatile @Nullable Batch underWay;
  private volatile boolean closed;

  private record Waiting(Question question, CompletableFuture<Session> answer, long since) {}

  /**
   * Sessions, not connected yet.
   *
   * @param url of the Redis server
   * @param secret under which what is remembered is hashed, of 16 bytes or more; the same in all
   *     processes
   * @param budget that a round trip may take
   */
  public RedisSessions(
      String url,
      byte[] secret,
      Duration budget,
      Function<@Nullable InetAddress, Network> networks,
      MeterRegistry metrics) {
    uri = RedisURI.create(url);
    uri.setTimeout(CONNECT_TIMEOUT);
    budgetNanos = budget.toNanos();
    questions = new Questions(secret, networks);
    memory = new LocalMemory(Ticker.systemTicker());
    resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    client = RedisClient.create(resources, uri);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(
                SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).tcpNoDelay(true).build())
            .build());
    remembered = looks(metrics, "remembered");
    local = looks(metrics, "local");
    roundTrips =
        Counter.builder("session_round_trips_total")
            .description("Round trips to Redis for clicks, each for one click or several")
            .register(metrics);
    Gauge.builder("session_available", () -> connection == null ? 0 : 1)
        .description("Whether Redis answers; while 0, limits and duplicates are this process' own")
        .register(metrics);
    watch = Thread.ofPlatform().daemon().name("tracking-session-watch").start(this::watch);
  }

  @Override
  public CompletableFuture<Session> look(Arrival arrival) {
    return look(questions.of(arrival));
  }

  @Override
  public void counted(Arrival arrival) {
    List<CapKey> caps = questions.caps(arrival);
    if (!caps.isEmpty()) {
      send(Commands.count(caps));
    }
  }

  @Override
  public void shown(Arrival arrival) {
    if (arrival.visit().permission().cookie()) {
      send(Commands.show(questions.shown(arrival), arrival.at().toEpochMilli()));
    }
  }

  CompletableFuture<Session> look(Question question) {
    if (connection == null || waiting.get() >= MAX_WAITING) {
      return CompletableFuture.completedFuture(here(question));
    }
    Waiting asked = new Waiting(question, new CompletableFuture<>(), System.nanoTime());
    waiting.incrementAndGet();
    queue.add(asked);
    drive();
    return asked.answer();
  }

  /** Whether Redis answers. */
  public boolean isAvailable() {
    return connection != null;
  }

  /** The connection; null while there is none. */
  @Nullable StatefulRedisConnection<byte[], byte[]> connection() {
    return connection;
  }

  @Override
  public void close() {
    closed = true;
    watch.interrupt();
    drop("closed");
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    var unused = resources.shutdown(0, 1, TimeUnit.SECONDS);
  }

  private static Counter looks(MeterRegistry metrics, String from) {
    return Counter.builder("session_looks_total")
        .description("Clicks looked up, in Redis (remembered) or in this process (local)")
        .tag("result", from)
        .register(metrics);
  }

  private Session here(Question question) {
    local.increment();
    return memory.look(question);
  }

  /** Sends what waits, unless a round trip is under way, whose end does. */
  private void drive() {
    while (!queue.isEmpty() && busy.compareAndSet(false, true)) {
      StatefulRedisConnection<byte[], byte[]> current = connection;
      Batch batch = new Batch(current);
      batch.fill();
      if (batch.isEmpty()) {
        busy.set(false);
      } else if (current == null) {
        batch.giveUp();
      } else {
        underWay = batch;
        batch.send(current);
        return;
      }
    }
  }

  private @Nullable Waiting next() {
    Waiting next = queue.poll();
    if (next != null) {
      waiting.decrementAndGet();
    }
    return next;
  }

  /** Sends without waiting for an answer. */
  private void send(List<RedisCommand<byte[], byte[], ?>> commands) {
    StatefulRedisConnection<byte[], byte[]> current = connection;
    if (current == null) {
      return;
    }
    try {
      var unused = current.dispatch(commands);
    } catch (RedisException e) {
      log.debug("Redis did not take a note: {}", e.toString());
    }
  }

  /** One round trip; ends once, by its answer, an error or the watch. */
  private final class Batch {

    private final @Nullable StatefulRedisConnection<byte[], byte[]> over;
    private final List<Waiting> asked = new ArrayList<>();
    private final List<Commands.Asked> questionsAsked = new ArrayList<>();
    private final List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    Batch(@Nullable StatefulRedisConnection<byte[], byte[]> over) {
      this.over = over;
    }

    void fill() {
      for (Waiting one = next(); one != null; one = asked.size() < MAX_BATCH ? next() : null) {
        asked.add(one);
        questionsAsked.add(new Commands.Asked(one.question(), commands));
      }
    }

    boolean isEmpty() {
      return asked.isEmpty();
    }

    void send(StatefulRedisConnection<byte[], byte[]> to) {
      if (commands.isEmpty()) {
        finish();
        return;
      }
      RedisCommand<byte[], byte[], ?> last = commands.removeLast();
      commands.add(new Last(this, last));
      roundTrips.increment();
      try {
        var unused = to.dispatch(commands);
      } catch (RedisException e) {
        fail(e.toString());
      }
    }

    boolean isLate(long now) {
      return now - asked.getFirst().since() > budgetNanos;
    }

    void finish() {
      if (!ended.compareAndSet(false, true)) {
        return;
      }
      underWay = null;
      busy.set(false);
      drive();
      for (int i = 0; i < asked.size(); i++) {
        Session session = questionsAsked.get(i).session();
        if (session == null) {
          session = here(asked.get(i).question());
        } else {
          remembered.increment();
        }
        asked.get(i).answer().complete(session);
      }
    }

    void fail(String why) {
      if (over != null && over == connection) {
        drop(why);
      }
      giveUp();
    }

    /** Answers from here; what waits behind finds no connection and does the same. */
    void giveUp() {
      if (!ended.compareAndSet(false, true)) {
        return;
      }
      underWay = null;
      for (Waiting one : asked) {
        one.answer().complete(here(one.question()));
      }
      busy.set(false);
      drive();
    }
  }

  /** The last command of a round trip, whose answer ends it. */
  private static final class Last extends Command<byte[], byte[], Reply> {

    private final Batch batch;

    @SuppressWarnings("unchecked")
    Last(Batch batch, RedisCommand<byte[], byte[], ?> command) {
      super(
          command.getType() instanceof CommandType type ? type : CommandType.PING,
          (CommandOutput<byte[], byte[], Reply>) command.getOutput(),
          command.getArgs());
      this.batch = batch;
    }

    @Override
    public void complete() {
      super.complete();
      batch.finish();
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
      boolean first = super.completeExceptionally(failure);
      batch.fail(failure.toString());
      return first;
    }

    @Override
    public void cancel() {
      super.cancel();
      batch.fail("the connection was lost");
    }
  }

  private synchronized void drop(String why) {
    StatefulRedisConnection<byte[], byte[]> lost = connection;
    connection = null;
    if (lost != null) {
      if (!closed) {
        log.warn("Redis is left aside ({}); duplicates and bursts are told from memory", why);
      }
      var unused = lost.closeAsync();
    }
  }

  /** Looks after the budget, and connects again. */
  private void watch() {
    Duration pause = FIRST_PAUSE;
    long connectedAt = 0;
    while (!closed) {
      try {
        StatefulRedisConnection<byte[], byte[]> current = connection;
        if (current == null) {
          if (connect()) {
            connectedAt = System.nanoTime();
          } else {
            Thread.sleep(pause);
            pause = longer(pause);
          }
          continue;
        }
        Thread.sleep(Duration.ofNanos(Math.max(1, budgetNanos / LOOKS_PER_BUDGET)));
        Batch batch = underWay;
        long now = System.nanoTime();
        if (batch != null && batch.isLate(now)) {
          batch.fail("no answer within the budget");
          Thread.sleep(pause);
          pause = longer(pause);
        } else if (!current.isOpen()) {
          drop("the connection was closed");
        } else if (now - connectedAt > LONGEST_PAUSE.toNanos()) {
          pause = FIRST_PAUSE;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private boolean connect() {
    try {
      StatefulRedisConnection<byte[], byte[]> fresh = client.connect(ByteArrayCodec.INSTANCE, uri);
      var unused = fresh.sync().ping();
      long started = System.nanoTime();
      var again = fresh.sync().ping();
      if (again == null || System.nanoTime() - started > budgetNanos || closed) {
        fresh.close();
        return false;
      }
      connection = fresh;
      log.info("clicks are remembered in Redis");
      return true;
    } catch (RedisException e) {
      log.debug("Redis cannot be reached: {}", e.toString());
      return false;
    }
  }
}
