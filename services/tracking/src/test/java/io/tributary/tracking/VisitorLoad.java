package io.tributary.tracking;

import io.tributary.tracking.visitor.VisitorSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Visitors who send one batch of events after the other, each waiting for the answer to its last.
 * Every event has an id of its own, and none is sent twice.
 */
final class VisitorLoad implements AutoCloseable {

  private static final int BATCH = 3;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final URI edge;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, List<String>> answered = new HashMap<>();
  private final AtomicLong slowest = new AtomicLong();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile boolean running = true;

  /** Starts sending. */
  VisitorLoad(int port, int visitors, Duration pause) {
    edge = URI.create("http://127.0.0.1:" + port + "/v1/events");
    VisitorSource source = new VisitorSource(new SecureRandom());
    for (int i = 0; i < visitors; i++) {
      String visitor = source.next().value();
      List<String> ids = new ArrayList<>();
      answered.put(visitor, ids);
      threads.add(Thread.ofVirtual().start(() -> send(visitor, ids, pause)));
    }
  }

  private void send(String visitor, List<String> ids, Duration pause) {
    long sent = 0;
    while (running) {
      List<String> batch = new ArrayList<>();
      StringBuilder body = new StringBuilder("{\"events\":[");
      for (int i = 0; i < BATCH; i++) {
        String id = visitor + "-" + sent++;
        batch.add(id);
        body.append(i == 0 ? "" : ",")
            .append(
                """
                {"type":"click","link_code":"%s","visitor_id":"%s","event_id":"%s"}\
                """
                    .formatted(Sample.CODE, visitor, id));
      }
      body.append("]}");
      long started = System.nanoTime();
      try {
        int status =
            http.send(
                    HttpRequest.newBuilder(edge)
                        .timeout(Duration.ofSeconds(5))
                        .header("Authorization", "Bearer " + Sample.KEY)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build(),
                    BodyHandlers.discarding())
                .statusCode();
        if (status == 202) {
          ids.addAll(batch);
          count.addAndGet(BATCH);
          slowest.accumulateAndGet(System.nanoTime() - started, Math::max);
        } else {
          refused.incrementAndGet();
        }
        Thread.sleep(pause);
      } catch (IOException e) {
        // The edge was killed: whether these events are recorded is not known.
        pauseAfterFailure();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void pauseAfterFailure() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Events that were answered. */
  long count() {
    return count.get();
  }

  /** Answers that were no success. */
  long refused() {
    return refused.get();
  }

  Duration slowest() {
    return Duration.ofNanos(slowest.get());
  }

  /** Ends sending; the ids of the answered events of each visitor, in order. */
  Map<String, List<String>> stop() throws InterruptedException {
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
    return answered;
  }

  @Override
  public void close() {
    running = false;
    http.close();
  }
}
