package io.tributary.platform.work;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WorkerTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final long PATIENCE_S = 10;

  private final List<Worker> started = new ArrayList<>();
  private final BlockingQueue<String> rounds = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    started.forEach(Worker::stop);
  }

  @Test
  void aRoundFollowsTheOtherOnANamedVirtualThread() throws Exception {
    start(Pauses.atOnceThen(Duration.ofMillis(1)), Work.of(this::note));
    assertThat(next()).isEqualTo("some-work virtual");
    assertThat(next()).isNotNull();
    assertThat(next()).isNotNull();
  }

  @Test
  void theFirstRoundWaitsForTheFirstPauseUnlessItIsWoken() throws Exception {
    Worker worker = start(Pauses.of(LONG), Work.of(this::note));
    assertThat(rounds.poll(50, TimeUnit.MILLISECONDS)).isNull();
    worker.wake();
    assertThat(next()).isNotNull();
  }

  @Test
  void whatWakesItDuringARoundIsNotForgotten() throws Exception {
    CountDownLatch woken = new CountDownLatch(1);
    Worker worker =
        start(
            Pauses.atOnceThen(LONG),
            Work.of(
                () -> {
                  note();
                  await(woken);
                }));
    assertThat(next()).isNotNull();
    worker.wake();
    woken.countDown();
    assertThat(next()).isNotNull();
    assertThat(rounds.poll(50, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void thereIsNoPauseWhileThereIsMoreToDo() throws Exception {
    AtomicInteger left = new AtomicInteger(3);
    start(
        Pauses.atOnceThen(LONG),
        () -> {
          note();
          return left.decrementAndGet() > 0;
        });
    assertThat(next()).isNotNull();
    assertThat(next()).isNotNull();
    assertThat(next()).isNotNull();
    assertThat(rounds.poll(50, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void afterAFailureItGoesOnAndOnlyTheFirstInARowIsLoggedAndItsEnd() throws Exception {
    AtomicInteger failures = new AtomicInteger(2);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(Worker.class);
    log.addAppender(lines);
    lines.start();
    try {
      Worker worker =
          start(
              Pauses.atOnceThen(LONG),
              Work.of(
                  () -> {
                    note();
                    if (failures.getAndDecrement() > 0) {
                      throw new IllegalStateException("the database is away");
                    }
                  }));
      assertThat(next()).isNotNull();
      worker.wake();
      assertThat(rounds.poll(100, TimeUnit.MILLISECONDS)).as("a retry is not hastened").isNull();
      assertThat(next()).isNotNull();
      assertThat(next()).isNotNull();
      worker.stop();
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list)
        .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "some-work waits: java.lang.IllegalStateException: the database is away",
            "some-work works again");
  }

  @Test
  void stoppingEndsAPauseAtOnce() throws Exception {
    Worker resting = start(Pauses.atOnceThen(LONG), Work.of(this::note));
    assertThat(next()).isNotNull();
    assertStopsWithin(Duration.ofSeconds(1), resting);
    Worker failing =
        start(
            Pauses.atOnceThen(LONG),
            () -> {
              note();
              throw new IllegalStateException("again and again");
            });
    assertThat(next()).isNotNull();
    assertStopsWithin(Duration.ofMillis(700), failing);
  }

  @Test
  void stoppingWaitsForTheRoundUnderWayAndDoesNotInterruptIt() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Worker worker =
        start(
            Pauses.atOnceThen(Duration.ofMillis(1)),
            Work.of(
                () -> {
                  note();
                  await(goOn);
                  ended.incrementAndGet();
                }));
    assertThat(next()).isNotNull();
    Thread stopping = Thread.ofVirtual().start(worker::stop);
    assertThat(stopping.join(Duration.ofMillis(100))).isFalse();
    goOn.countDown();
    assertThat(stopping.join(Worker.STOP_WAIT)).isTrue();
    assertThat(ended).hasValue(1);
    assertThat(rounds).isEmpty();
  }

  @Test
  void stoppingDoesNotWaitForeverAndANewStartHasTheWorkToItself() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    Worker worker =
        start(
            Pauses.atOnceThen(Duration.ofMillis(1)),
            Work.of(
                () -> {
                  rounds.add("on " + Thread.currentThread().threadId());
                  await(goOn);
                }));
    String old = next();
    assertStopsWithin(Worker.STOP_WAIT.plusSeconds(1), worker);
    worker.start();
    String fresh = next();
    goOn.countDown();
    assertThat(next()).isEqualTo(fresh).isNotEqualTo(old);
    assertThat(next()).isEqualTo(fresh);
  }

  private Worker start(Pauses pauses, Work work) {
    Worker worker = new Worker("some-work", Worker.PHASE, pauses, work, () -> 0);
    started.add(worker);
    worker.start();
    assertThat(worker.isRunning()).isTrue();
    return worker;
  }

  private static void assertStopsWithin(Duration limit, Worker worker) {
    long begun = System.nanoTime();
    worker.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(limit);
    assertThat(worker.isRunning()).isFalse();
  }

  private void note() {
    Thread current = Thread.currentThread();
    rounds.add(current.getName() + (current.isVirtual() ? " virtual" : " platform"));
  }

  private String next() throws InterruptedException {
    return rounds.poll(PATIENCE_S, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
