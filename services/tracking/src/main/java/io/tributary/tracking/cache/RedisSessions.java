package io.tributary.tracking.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.tributary.tracking.click.Arrival;
import io.tributary.tracking.session.LocalCounts;
import io.tributary.tracking.session.LocalMemory;
import io.tributary.tracking.session.Question;
import io.tributary.tracking.session.Question.CapKey;
import io.tributary.tracking.session.Questions;
import io.tributary.tracking.session.Session;
import io.tributary.tracking.session.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in Redis, over a connection per event loop. While Redis does not answer within the
 * budget this process' own memory answers at once.
 */
public final class RedisSessions implements Sessions, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RedisSessions.class);

  private static final int LOOKS_PER_BUDGET = 4;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /**
   * The lane itself looks after lateness and reconnects; a timer per command costs more than that.
   */
  private static final ClientOptions OPTIONS =
      ClientOptions.builder()
          .autoReconnect(false)
          .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
          .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
          .maintNotificationsConfig(MaintNotificationsConfig.disabled())
          .socketOptions(
              SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).tcpNoDelay(true).build())
          .build();

  private final Questions questions;
  private final LocalMemory memory;
  private final ClientResources resources;
  private final List<RedisClient> clients = new ArrayList<>();
  private final List<EventLoop> loops;
  private final List<RedisLane> lanes = new ArrayList<>();
  private final Duration look;
  private final Counter local;
  private final Thread watch;
  private volatile boolean closed;

  /**
   * Sessions, not connected yet.
   *
   * @param url of the Redis server
   * @param secret under which what is remembered is hashed, of 16 bytes or more; the same in all
   *     processes
   * @param budget that a round trip may take
   * @param loops on which questions come, each of which gets a connection of its own; without any
   *     there is one connection, on a thread of its own
   */
  public RedisSessions(
      String url, byte[] secret, Duration budget, List<EventLoop> loops, MeterRegistry metrics) {
    RedisURI uri = RedisURI.create(url);
    uri.setTimeout(CONNECT_TIMEOUT);
    questions = new Questions(secret);
    memory = new LocalMemory(Ticker.systemTicker());
    this.loops = List.copyOf(loops);
    look = budget.dividedBy(LOOKS_PER_BUDGET).plusNanos(1);
    local = looks(metrics, "local");
    Counter roundTrips =
        Counter.builder("session_round_trips_total")
            .description("Round trips to Redis for clicks, each for one click or several")
            .register(metrics);
    RedisLane.Outcomes outcomes =
        new RedisLane.Outcomes(
            this::here, looks(metrics, "remembered")::increment, roundTrips::increment);
    resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    for (int i = 0; i < Math.max(1, loops.size()); i++) {
      ClientResources own =
          loops.isEmpty()
              ? resources
              : resources.mutate().eventLoopGroupProvider(new OneLoop(loops.get(i))).build();
      RedisClient client = RedisClient.create(own, uri);
      client.setOptions(OPTIONS);
      clients.add(client);
      lanes.add(
          new RedisLane(
              client,
              uri,
              budget.toNanos(),
              outcomes,
              loops.isEmpty() ? Runnable::run : loops.get(i)));
    }
    Gauge.builder("session_available", () -> isAvailable() ? 1 : 0)
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
      lane().send(Commands.count(caps));
    }
  }

  @Override
  public void shown(Arrival arrival) {
    if (arrival.visit().permission().cookie()) {
      lane().send(Commands.show(questions.shown(arrival), arrival.at().toEpochMilli()));
    }
  }

  CompletableFuture<Session> look(Question question) {
    return lane().look(question, memory.count(question));
  }

  /** The lane of the loop that asks: question and answer then need no other thread. */
  private RedisLane lane() {
    for (int i = 1; i < loops.size(); i++) {
      if (loops.get(i).inEventLoop()) {
        return lanes.get(i);
      }
    }
    return lanes.getFirst();
  }

  /** Whether Redis answers, on all connections. */
  public boolean isAvailable() {
    for (RedisLane lane : lanes) {
      if (!lane.isAvailable()) {
        return false;
      }
    }
    return true;
  }

  /** A connection; null while there is none. */
  @Nullable StatefulRedisConnection<byte[], byte[]> connection() {
    return lane().connection();
  }

  @Override
  public void close() {
    closed = true;
    watch.interrupt();
    lanes.forEach(RedisLane::close);
    clients.forEach(client -> client.shutdown(Duration.ZERO, Duration.ofSeconds(2)));
    var unused = resources.shutdown(0, 1, TimeUnit.SECONDS);
  }

  private static Counter looks(MeterRegistry metrics, String from) {
    return Counter.builder("session_looks_total")
        .description("Clicks looked up, in Redis (remembered) or in this process (local)")
        .tag("result", from)
        .register(metrics);
  }

  private Session here(Question question, LocalCounts counted) {
    local.increment();
    return memory.look(question, counted);
  }

  private void watch() {
    boolean available = false;
    while (!closed) {
      long now = System.nanoTime();
      for (RedisLane lane : lanes) {
        lane.tick(now);
      }
      if (!available && isAvailable()) {
        available = true;
        log.info("clicks are remembered in Redis");
      } else if (available && lanes.stream().anyMatch(lane -> lane.connection() == null)) {
        available = false;
      }
      try {
        Thread.sleep(look);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Gives a client a loop that others use, and leaves it running. */
  private record OneLoop(EventLoop loop) implements EventLoopGroupProvider {

    @Override
    @SuppressWarnings("unchecked")
    public <T extends EventLoopGroup> T allocate(Class<T> type) {
      return (T) loop;
    }

    @Override
    public int threadPoolSize() {
      return 1;
    }

    @Override
    public Future<Boolean> release(
        EventExecutorGroup group, long quietPeriod, long timeout, TimeUnit unit) {
      return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
    }

    @Override
    public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
      return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
    }
  }
}
