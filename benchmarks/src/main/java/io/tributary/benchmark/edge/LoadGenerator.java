package io.tributary.benchmark.edge;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over keep-alive connections, one at a time each.
 *
 * <p>With a rate the load is open: request {@code i} is due at {@code i / rate}, and its latency
 * counts from then, also when every connection was busy. Without a rate every connection sends as
 * soon as it has its answer.
 */
final class LoadGenerator implements AutoCloseable {

  private static final long CONNECT_SECONDS = 10;
  private static final int MAX_SAMPLES = 8_000_000;
  private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
  private final NetClient client =
      vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true).setReconnectAttempts(0));

  /**
   * What to send.
   *
   * @param rate requests a second; 0 for as many as the connections can
   * @param answers told of every answer's head and body; for collecting ids
   */
  record Load(
      int port,
      int connections,
      int rate,
      int seconds,
      Supplier<byte[]> requests,
      @Nullable Consumer<String> answers) {}

  /** How a run went. */
  static final class Result {

    private final long answered;
    private final long wrong;
    private final double seconds;
    private final int[] sorted;

    /**
     * A result.
     *
     * @param sorted latencies in microseconds, from when a request was due to the end of its answer
     */
    private Result(long answered, long wrong, double seconds, int[] sorted) {
      this.answered = answered;
      this.wrong = wrong;
      this.seconds = seconds;
      this.sorted = sorted;
    }

    long answered() {
      return answered;
    }

    /** Answers that were neither a success nor a redirect. */
    long wrong() {
      return wrong;
    }

    double seconds() {
      return seconds;
    }

    double perSecond() {
      return answered / seconds;
    }

    double millis(double quantile) {
      return sorted.length == 0
          ? Double.NaN
          : sorted[(int) Math.min(sorted.length - 1, Math.round(quantile * sorted.length))] / 1e3;
    }
  }

  Result run(Load load) {
    Run run = new Run(load);
    vertx.runOnContext(ignored -> run.start());
    try {
      return run.done.get(load.seconds() + CONNECT_SECONDS + 20L, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the load did not end", e);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** One run; lives on the event loop. */
  private final class Run {

    private final Load load;
    private final CompletableFuture<Result> done = new CompletableFuture<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> due = new ArrayDeque<>();
    private int[] latencies = new int[1 << 16];
    private int samples;
    private long answered;
    private long wrong;
    private long scheduled;
    private long startedAt;
    private boolean ended;
    private int connected;

    Run(Load load) {
      this.load = load;
    }

    void start() {
      for (int i = 0; i < load.connections(); i++) {
        client
            .connect(load.port(), "127.0.0.1")
            .onSuccess(
                socket -> {
                  idle.add(new Connection(this, socket));
                  if (++connected == load.connections()) {
                    begin();
                  }
                })
            .onFailure(done::completeExceptionally);
      }
    }

    private void begin() {
      startedAt = System.nanoTime();
      if (load.rate() == 0) {
        idle.forEach(connection -> connection.send(System.nanoTime()));
        idle.clear();
      } else {
        vertx.setPeriodic(1, timer -> schedule(timer));
      }
      vertx.setTimer(TimeUnit.SECONDS.toMillis(load.seconds()), timer -> end());
    }

    private void schedule(long timer) {
      if (ended) {
        vertx.cancelTimer(timer);
        return;
      }
      long now = System.nanoTime();
      double nanosPerRequest = 1e9 / load.rate();
      while (startedAt + (long) (scheduled * nanosPerRequest) <= now) {
        due.add(startedAt + (long) (scheduled++ * nanosPerRequest));
      }
      while (!due.isEmpty() && !idle.isEmpty()) {
        idle.poll().send(due.poll());
      }
    }

    private void end() {
      ended = true;
      double seconds = (System.nanoTime() - startedAt) / 1e9;
      // Those still waiting count as late as they are.
      long now = System.nanoTime();
      due.forEach(at -> sample(now - at));
      int[] sorted = Arrays.copyOf(latencies, samples);
      Arrays.sort(sorted);
      done.complete(new Result(answered, wrong, seconds, sorted));
    }

    private void sample(long nanos) {
      if (samples == latencies.length && samples < MAX_SAMPLES) {
        latencies = Arrays.copyOf(latencies, samples * 2);
      }
      if (samples < latencies.length) {
        latencies[samples++] = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000);
      }
    }

    void answered(Connection connection, long dueAt, int status, @Nullable String text) {
      if (ended) {
        connection.socket.close();
        return;
      }
      answered++;
      if (status < 200 || status >= 400) {
        wrong++;
      }
      long now = System.nanoTime();
      sample(now - dueAt);
      if (load.answers() != null && text != null) {
        load.answers().accept(text);
      }
      if (load.rate() == 0) {
        connection.send(now);
      } else if (due.isEmpty()) {
        idle.add(connection);
      } else {
        connection.send(due.poll());
      }
    }

    void broken() {
      if (!ended) {
        ended = true;
        done.completeExceptionally(new IllegalStateException("a connection was closed"));
      }
    }
  }

  private static final class Connection {

    private final Run run;
    private final NetSocket socket;
    private long dueAt;
    private @Nullable Buffer partial;

    Connection(Run run, NetSocket socket) {
      this.run = run;
      this.socket = socket;
      socket.handler(this::received);
      socket.closeHandler(closed -> run.broken());
    }

    void send(long due) {
      dueAt = due;
      var unused = socket.write(Buffer.buffer(run.load.requests().get()));
    }

    private void received(Buffer part) {
      Buffer answer = partial == null ? part : partial.appendBuffer(part);
      int headEnd = headEnd(answer);
      if (headEnd < 0 || answer.length() < headEnd + length(answer, headEnd)) {
        partial = partial == null ? answer.copy() : answer;
        return;
      }
      partial = null;
      int status =
          (answer.getByte(9) - '0') * 100
              + (answer.getByte(10) - '0') * 10
              + (answer.getByte(11) - '0');
      run.answered(
          this,
          dueAt,
          status,
          run.load.answers() == null ? null : answer.toString(StandardCharsets.ISO_8859_1));
    }

    private static int headEnd(Buffer answer) {
      for (int i = 3; i < answer.length(); i++) {
        if (answer.getByte(i) == '\n' && answer.getByte(i - 2) == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    private static int length(Buffer answer, int headEnd) {
      for (int i = 0; i < headEnd - LENGTH.length; i++) {
        int matched = 0;
        while (matched < LENGTH.length
            && Character.toLowerCase((char) answer.getByte(i + matched)) == LENGTH[matched]) {
          matched++;
        }
        if (matched == LENGTH.length) {
          int length = 0;
          for (int j = i + matched; answer.getByte(j) != '\r'; j++) {
            length = length * 10 + answer.getByte(j) - '0';
          }
          return length;
        }
      }
      return 0;
    }
  }
}
