package io.tributary.benchmark.edge;

import io.tributary.benchmark.edge.Installation.Edge;
import io.tributary.benchmark.edge.LoadGenerator.Load;
import io.tributary.benchmark.edge.LoadGenerator.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./dev bench edge}: what a click, a postback and a batched event cost in the edge, in Kafka
 * and in Redis, beside a bare handler that only sends the same bytes; latencies of open load;
 * memory.
 *
 * <p>Options: {@code --seconds} of one measurement (15) and {@code --warm-up} before them (40; as
 * long as the compilers work, they count), {@code --rate} of the open load (4000), {@code --rounds}
 * (3), {@code --minutes} of the memory run (0 leaves it out), {@code --connections} (64).
 */
public final class EdgeBench {

  private static final int LINKS = 10_000;
  private static final int POOL = 200_000;
  private static final int BATCH = 500;
  private static final Pattern CLICK_ID = Pattern.compile("click_id=([A-Za-z0-9_-]{52})");

  private final Installation installation;
  private final LoadGenerator generator = new LoadGenerator();
  private final Requests requests;
  private final int seconds;
  private final int warmUp;
  private final int connections;

  private EdgeBench(Installation installation, Options options) {
    this.installation = installation;
    this.requests = new Requests(Installation.known(LINKS), System.nanoTime() & 0xffff);
    this.seconds = options.number("seconds", 15);
    this.warmUp = options.number("warm-up", 40);
    this.connections = options.number("connections", 64);
  }

  public static void main(String[] args) throws Exception {
    Options options = new Options(List.of(args));
    Path folder = Files.createTempDirectory("tributary-bench-edge");
    try (Installation installation = new Installation(folder, LINKS)) {
      new EdgeBench(installation, options).run(options);
    } finally {
      try (var files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    System.exit(0);
  }

  private void run(Options options) throws Exception {
    Path jar = Path.of(options.text("jar", "app/target/tributary/tributary-exec.jar"));
    Edge edge = installation.edge(jar, options.words("edge-options"));
    List<String> clickIds = warmUp(edge);
    Edge bare = installation.bare(installation.newestEvent(), List.of());
    closed(bare, clicks(), "warm-up of the bare handler", warmUp);

    int rate = options.number("rate", 4_000);
    int rounds = options.number("rounds", 3);
    System.out.println(
        "| load | edge | requests/s | wrong | edge us/request | Kafka us | Redis us | KB allocated"
            + " | p50 ms | p99 ms | p99.9 ms |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    double[] costs = new double[2];
    double[] closedCosts = new double[2];
    for (int round = 0; round < rounds; round++) {
      costs[0] += measure("click, open " + rate + "/s", edge, rate, connections, 1, clicks());
      costs[1] += measure("click, open " + rate + "/s", bare, rate, connections, 1, clicks());
    }
    for (int round = 0; round < rounds; round++) {
      closedCosts[0] += measure("click, closed", edge, 0, connections, 1, clicks());
      closedCosts[1] += measure("click, closed", bare, 0, connections, 1, clicks());
    }
    measure("postback, closed", edge, 0, connections, 1, postbacks(clickIds));
    measure("/v1/events of " + BATCH + ", closed", edge, 0, 8, BATCH, () -> requests.batch(BATCH));
    System.out.printf(
        Locale.ROOT,
        "%nCPU per click of the edge: %.2f times the bare handler's with open load, %.2f with"
            + " closed (%d rounds)%n",
        costs[0] / costs[1],
        closedCosts[0] / closedCosts[1],
        rounds);
    memory(edge, options.number("minutes", 0), rate);
  }

  private List<String> warmUp(Edge edge) {
    List<String> clickIds = new ArrayList<>();
    Result result =
        generator.run(
            new Load(
                edge.port(),
                connections,
                0,
                warmUp,
                clicks(),
                answer -> {
                  Matcher matcher = CLICK_ID.matcher(answer);
                  if (clickIds.size() < POOL && matcher.find()) {
                    clickIds.add(matcher.group(1));
                  }
                }));
    if (result.wrong() > 0 || clickIds.isEmpty()) {
      throw new IllegalStateException("clicks are not answered with a redirect: " + result.wrong());
    }
    closed(edge, postbacks(clickIds), "warm-up of postbacks", warmUp / 2);
    closed(edge, () -> requests.batch(BATCH), "warm-up of batches", warmUp / 2);
    return clickIds;
  }

  private void closed(Edge edge, Supplier<byte[]> load, String what, int warmUpSeconds) {
    Result result = generator.run(new Load(edge.port(), connections, 0, warmUpSeconds, load, null));
    System.err.printf(Locale.ROOT, "%s: %.0f/s%n", what, result.perSecond());
  }

  /** Prints a row; gives the edge's processor time per event in microseconds. */
  private double measure(
      String what, Edge edge, int rate, int parallel, int eventsPerRequest, Supplier<byte[]> load)
      throws Exception {
    Installation.Servers servers = installation.servers();
    double edgeBefore = ProcessCpu.seconds(edge.pid());
    double kafkaBefore = ProcessCpu.seconds(servers.kafka());
    double redisBefore = ProcessCpu.seconds(servers.redis());
    double allocatedBefore = Installation.metric(edge, "jvm_gc_memory_allocated_bytes_total");
    Result result = generator.run(new Load(edge.port(), parallel, rate, seconds, load, null));
    double events = Math.max(1, result.answered() * (double) eventsPerRequest);
    double edgeCost = (ProcessCpu.seconds(edge.pid()) - edgeBefore) * 1e6 / events;
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.0f | %d | %.1f | %.1f | %.1f | %s | %.2f | %.2f | %.2f |%n",
        what,
        edge.name(),
        events / result.seconds(),
        result.wrong(),
        edgeCost,
        (ProcessCpu.seconds(servers.kafka()) - kafkaBefore) * 1e6 / events,
        (ProcessCpu.seconds(servers.redis()) - redisBefore) * 1e6 / events,
        edge.managementPort() == 0
            ? "-"
            : "%.1f"
                .formatted(
                    (Installation.metric(edge, "jvm_gc_memory_allocated_bytes_total")
                            - allocatedBefore)
                        / events
                        / 1024),
        result.millis(0.5),
        result.millis(0.99),
        result.millis(0.999));
    return edgeCost;
  }

  private void memory(Edge edge, int minutes, int rate) throws Exception {
    for (int minute = 0; minute < minutes; minute++) {
      generator.run(new Load(edge.port(), connections, rate, 60, clicks(), null));
      System.out.printf(
          Locale.ROOT,
          "minute %d: resident %d MiB, heap after collection %.0f MiB%n",
          minute + 1,
          ProcessCpu.residentMebibytes(edge.pid()),
          Installation.metric(edge, "jvm_gc_live_data_size_bytes") / 1048576);
    }
  }

  private Supplier<byte[]> clicks() {
    return pool(POOL, requests::click);
  }

  private Supplier<byte[]> postbacks(List<String> clickIds) {
    int[] next = {0};
    return () -> requests.postback(clickIds.get(next[0]++ % clickIds.size()));
  }

  /**
   * Requests made beforehand, so that making them does not cost the generator while it measures.
   */
  private static Supplier<byte[]> pool(int size, Supplier<byte[]> source) {
    byte[][] pool = new byte[size][];
    for (int i = 0; i < size; i++) {
      pool[i] = source.get();
    }
    int[] next = {0};
    return () -> pool[next[0]++ % size];
  }

  /** Options of the form {@code --name value}. */
  private record Options(List<String> args) {

    String text(String name, String otherwise) {
      int at = args.indexOf("--" + name);
      return at < 0 || at + 1 == args.size() ? otherwise : args.get(at + 1);
    }

    List<String> words(String name) {
      String text = text(name, "");
      return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    int number(String name, int otherwise) {
      return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }
  }
}
