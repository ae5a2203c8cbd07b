package io.tributary.simulation.load;

import io.tributary.simulation.http.Answer;
import io.tributary.simulation.http.EdgeClient;
import io.tributary.simulation.http.EdgeClient.Browser;
import io.tributary.simulation.load.Attempt.Kind;
import io.tributary.simulation.load.LoadTargets.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Clicks and postbacks at a given rate, whatever the answers: an open loop, as visitors are. An
 * order is reported once, for a click that was acknowledged.
 */
public final class Load {

  /** Share of postbacks, as far as there are acknowledged clicks to report orders for. */
  public static final double POSTBACKS = 0.2;

  /** Requests under way; what would be more is skipped and counted. */
  private static final int MAX_IN_FLIGHT = 2_000;

  private static final int CLICKS_KEPT = 10_000;
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(15);
  private static final String AGENT =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
          + " Safari/537.36";

  private final EdgeClient edge;
  private final LoadTargets targets;
  private final String run;
  private final RandomGenerator random;
  private final BlockingQueue<Clicked> clicked = new ArrayBlockingQueue<>(CLICKS_KEPT);
  private long sent;

  /**
   * A load.
   *
   * @param run goes into the order ids, so that the orders of two runs differ
   */
  public Load(EdgeClient edge, LoadTargets targets, String run, long seed) {
    this.edge = edge;
    this.targets = targets;
    this.run = run;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /**
   * How it went.
   *
   * @param skipped not sent, because too many were under way
   * @param unanswered still under way when the run ended
   */
  public record Summary(
      long clicks, long conversions, long refused, long failed, long skipped, long unanswered) {}

  /**
   * Sends for the given time, then waits for the last answers. An interrupt ends it early. A
   * further run goes on with the numbers, and reports orders for the clicks of the one before.
   *
   * @param perSecond clicks and postbacks together
   */
  public synchronized Summary run(double perSecond, Duration duration, Sink sink) {
    Counters counters = new Counters();
    Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    long start = System.nanoTime();
    long total = Math.round(perSecond * duration.toNanos() / 1e9);
    try {
      for (long i = 0; i < total; i++) {
        long wait = start + (long) (i / perSecond * 1e9) - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(Duration.ofNanos(wait));
        }
        if (inFlight.tryAcquire()) {
          send(next(), sink, counters, inFlight);
        } else {
          counters.skipped.increment();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return counters.summary(unanswered(inFlight));
  }

  private Attempt next() {
    long number = ++sent;
    Clicked click = random.nextDouble() < POSTBACKS ? clicked.poll() : null;
    if (click != null) {
      return new Attempt(
          number,
          Kind.POSTBACK,
          click.campaign,
          null,
          click.clickId,
          "load-%s-%d".formatted(run, number),
          "%d.%02d".formatted(5 + random.nextInt(200), random.nextInt(100)));
    }
    int campaign = random.nextInt(targets.campaigns().size());
    Target target = targets.campaigns().get(campaign);
    return new Attempt(
        number,
        Kind.CLICK,
        campaign,
        target.linkCodes().get(random.nextInt(target.linkCodes().size())),
        null,
        null,
        null);
  }

  private void send(Attempt attempt, Sink sink, Counters counters, Semaphore inFlight) {
    String ip =
        "100.%d.%d.%d"
            .formatted(64 + random.nextInt(64), random.nextInt(256), 1 + random.nextInt(254));
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                sink.intent(attempt);
                Outcome outcome = outcome(attempt, ip);
                sink.result(attempt, outcome);
                counters.count(outcome);
                if (outcome instanceof Outcome.ClickAcknowledged click) {
                  // A full queue has orders enough.
                  clicked.offer(new Clicked(attempt.campaign(), click.clickId()));
                }
              } finally {
                inFlight.release();
              }
            });
  }

  private Outcome outcome(Attempt attempt, String ip) {
    try {
      return switch (attempt.kind()) {
        case CLICK -> {
          Answer answer =
              edge.click(
                  attempt.linkCode() == null ? "" : attempt.linkCode(),
                  Map.of("sub1", run),
                  new Browser(ip, AGENT, "en", null));
          Optional<String> clickId = answer.clickId();
          yield answer.status() == 302 && clickId.isPresent()
              ? new Outcome.ClickAcknowledged(clickId.get())
              : new Outcome.Refused(answer.status(), answer.body());
        }
        case POSTBACK -> {
          Answer answer = edge.postback(query(attempt));
          String conversionId = answer.json().path("conversion_id").asString("");
          yield answer.status() == 200 && !conversionId.isEmpty()
              ? new Outcome.ConversionAcknowledged(conversionId, text(attempt.orderId()))
              : new Outcome.Refused(answer.status(), answer.body());
        }
      };
    } catch (IOException e) {
      return new Outcome.Failed(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("interrupted");
    }
  }

  private Map<String, String> query(Attempt attempt) {
    Target target = targets.campaigns().get(attempt.campaign());
    Map<String, String> query = new LinkedHashMap<>();
    query.put("token", target.postbackToken());
    query.put("event", "purchase");
    query.put("click_id", text(attempt.clickId()));
    query.put("order_id", text(attempt.orderId()));
    query.put("amount", text(attempt.amount()));
    query.put("currency", target.currency());
    return query;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static int unanswered(Semaphore inFlight) {
    try {
      if (inFlight.tryAcquire(MAX_IN_FLIGHT, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)) {
        return 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return MAX_IN_FLIGHT - inFlight.availablePermits();
  }

  private record Clicked(int campaign, String clickId) {}

  private static final class Counters {

    private final LongAdder clicks = new LongAdder();
    private final LongAdder conversions = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    void count(Outcome outcome) {
      switch (outcome) {
        case Outcome.ClickAcknowledged click -> clicks.increment();
        case Outcome.ConversionAcknowledged conversion -> conversions.increment();
        case Outcome.Refused answer -> refused.increment();
        case Outcome.Failed failure -> failed.increment();
      }
    }

    Summary summary(long unanswered) {
      return new Summary(
          clicks.sum(), conversions.sum(), refused.sum(), failed.sum(), skipped.sum(), unanswered);
    }
  }
}
