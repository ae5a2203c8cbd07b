package io.tributary.tracking.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.tributary.tracking.session.LocalCounts;
import io.tributary.tracking.session.Question;
import io.tributary.tracking.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis and the questions that go over it. Those that come while a round trip is
 * under way share the next one.
 *
 * <p>A round trip that takes longer than the budget is answered from here, and so is all that comes
 * until it has ended after all; when it has not for a while, or the connection fails, the lane
 * connects anew.
 */
final class RedisLane {

  private static final Logger log = LoggerFactory.getLogger(RedisLane.class);

  /** Questions of one round trip. */
  private static final int MAX_BATCH = 128;

  /** Questions that wait for the next round trip; more are answered here. */
  private static final int MAX_WAITING = 4_096;

  /** A round trip that takes so long will not end. */
  private static final Duration LOST = Duration.ofSeconds(1);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final RedisClient client;
  private final RedisURI uri;
  private final long budgetNanos;
  private final Outcomes outcomes;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean awaitsTurn = new AtomicBoolean();
  private final Executor turns;
  private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;
  private volatile @Nullable Batch underWay;

  private volatile boolean connecting;
  private volatile boolean closed;
  private volatile Duration pause = FIRST_PAUSE;
  private volatile long nextTry = System.nanoTime();

  private record Waiting(
      Question question, LocalCounts counted, CompletableFuture<Session> answer) {}

  /**
   * Where answers come from.
   *
   * @param here what this process remembers
   * @param remembered told of each that Redis gave
   * @param sent told of each round trip
   */
  record Outcomes(
      BiFunction<Question, LocalCounts, Session> here, Runnable remembered, Runnable sent) {}

  /**
   * A lane, not connected yet.
   *
   * @param turns runs what sends behind what is to be done now, so that the questions of many
   *     requests that came together go together
   */
  RedisLane(RedisClient client, RedisURI uri, long budgetNanos, Outcomes outcomes, Executor turns) {
    this.turns = turns;
    this.client = client;
    this.uri = uri;
    this.budgetNanos = budgetNanos;
    this.outcomes = outcomes;
  }

  CompletableFuture<Session> look(Question question, LocalCounts counted) {
    if (!isAvailable() || waiting.get() >= MAX_WAITING) {
      return CompletableFuture.completedFuture(outcomes.here().apply(question, counted));
    }
    Waiting asked = new Waiting(question, counted, new CompletableFuture<>());
    waiting.incrementAndGet();
    queue.add(asked);
    driveInTurn();
    return asked.answer();
  }

  /** Whether Redis answers, within the budget. */
  boolean isAvailable() {
    return connection != null && !isStalled();
  }

  /** Whether a round trip is late and has not ended. */
  private boolean isStalled() {
    Batch batch = underWay;
    return batch != null && batch.late;
  }

  /** The connection; null while there is none. */
  @Nullable StatefulRedisConnection<byte[], byte[]> connection() {
    return connection;
  }

  /** Sends without waiting for an answer. */
  void send(List<RedisCommand<byte[], byte[], ?>> commands) {
    StatefulRedisConnection<byte[], byte[]> current = connection;
    if (current == null || isStalled()) {
      return;
    }
    try {
      var unused = current.dispatch(commands);
    } catch (RedisException e) {
      log.debug("Redis did not take a note: {}", e.toString());
    }
  }

  /** Looks after the budget, and connects; to be called several times in a budget. */
  void tick(long now) {
    StatefulRedisConnection<byte[], byte[]> current = connection;
    Batch batch = underWay;
    if (current == null) {
      if (!connecting && now - nextTry >= 0) {
        connect();
      }
    } else if (!current.isOpen()) {
      drop("the connection was closed");
    } else if (batch != null && batch.hasTaken(now) > LOST.toNanos()) {
      batch.fail("no answer");
    } else if (batch != null && batch.hasTaken(now) > budgetNanos) {
      batch.isLate();
    }
  }

  void close() {
    closed = true;
    drop("closed");
  }

  private void driveInTurn() {
    if (busy.get() || !awaitsTurn.compareAndSet(false, true)) {
      return;
    }
    try {
      turns.execute(
          () -> {
            awaitsTurn.set(false);
            drive();
          });
    } catch (RejectedExecutionException e) {
      awaitsTurn.set(false);
      drive();
    }
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
        batch.answerHere();
        busy.set(false);
      } else {
        underWay = batch;
        batch.send(current);
        return;
      }
    }
  }

  private Session here(Waiting one) {
    return outcomes.here().apply(one.question(), one.counted());
  }

  private @Nullable Waiting next() {
    Waiting next = queue.poll();
    if (next != null) {
      waiting.decrementAndGet();
    }
    return next;
  }

  /** One round trip; ends once, by its answer or an error. Each question is answered once. */
  private final class Batch {

    private final @Nullable StatefulRedisConnection<byte[], byte[]> over;
    private final List<Waiting> asked = new ArrayList<>();
    private final List<Commands.Asked> questionsAsked = new ArrayList<>();
    private final List<RedisCommand<byte[], byte[], ?>> commands = new ArrayList<>();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final long since = System.nanoTime();
    private volatile boolean late;

    Batch(@Nullable StatefulRedisConnection<byte[], byte[]> over) {
      this.over = over;
    }

    void fill() {
      for (Waiting one = next(); one != null; one = asked.size() < MAX_BATCH ? next() : null) {
        asked.add(one);
        questionsAsked.add(new Commands.Asked(one.question(), one.counted(), commands));
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
      outcomes.sent().run();
      try {
        var unused = to.dispatch(commands);
      } catch (RedisException e) {
        fail(e.toString());
      }
    }

    /** Nanoseconds since it was sent. */
    long hasTaken(long now) {
      return now - since;
    }

    /** Nothing waits for it any more; the lane goes on when it ends. */
    void isLate() {
      late = true;
      answerHere();
      // What came behind it before the lane was seen to be stalled.
      for (Waiting one = next(); one != null; one = next()) {
        one.answer().complete(here(one));
      }
    }

    void answerHere() {
      if (answered.compareAndSet(false, true)) {
        for (Waiting one : asked) {
          one.answer().complete(here(one));
        }
      }
    }

    void finish() {
      if (!ended.compareAndSet(false, true)) {
        return;
      }
      goOn();
      if (!answered.compareAndSet(false, true)) {
        return;
      }
      for (int i = 0; i < asked.size(); i++) {
        Session session = questionsAsked.get(i).session();
        if (session == null) {
          session = here(asked.get(i));
        } else {
          outcomes.remembered().run();
        }
        asked.get(i).answer().complete(session);
      }
    }

    void fail(String why) {
      if (over != null && over == connection) {
        drop(why);
      }
      answerHere();
      if (ended.compareAndSet(false, true)) {
        goOn();
      }
    }

    private void goOn() {
      underWay = null;
      busy.set(false);
      if (!queue.isEmpty()) {
        driveInTurn();
      }
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
    // At the end the client closes what it opened.
    if (lost != null && lost.isOpen() && !closed) {
      log.warn("Redis is left aside ({}); duplicates and bursts are told from memory", why);
      var unused = lost.closeAsync();
    }
    nextTry = System.nanoTime() + FIRST_PAUSE.toNanos();
  }

  /** A connection counts when it has answered a PING within the budget. */
  private void connect() {
    connecting = true;
    var unused =
        client
            .connectAsync(ByteArrayCodec.INSTANCE, uri)
            .toCompletableFuture()
            .thenCompose(
                fresh ->
                    // The first answer may take longer, since classes are loaded for it.
                    fresh
                        .async()
                        .ping()
                        .thenCompose(pong -> timed(fresh))
                        .whenComplete((nanos, failure) -> take(fresh, nanos)))
            .whenComplete((one, failure) -> tried(failure));
  }

  private static CompletableFuture<Long> timed(StatefulRedisConnection<byte[], byte[]> fresh) {
    long started = System.nanoTime();
    return fresh
        .async()
        .ping()
        .thenApply(pong -> System.nanoTime() - started)
        .toCompletableFuture();
  }

  private synchronized void take(
      StatefulRedisConnection<byte[], byte[]> fresh, @Nullable Long nanos) {
    if (nanos == null || nanos > budgetNanos || closed) {
      var unused = fresh.closeAsync();
    } else {
      connection = fresh;
    }
  }

  private void tried(@Nullable Throwable failure) {
    if (failure != null) {
      log.debug("Redis cannot be reached: {}", failure.toString());
    }
    if (connection == null) {
      nextTry = System.nanoTime() + pause.toNanos();
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    } else {
      pause = FIRST_PAUSE;
    }
    connecting = false;
  }
}
