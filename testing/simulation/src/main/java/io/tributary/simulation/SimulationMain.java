package io.tributary.simulation;

import io.tributary.simulation.http.ApiClient;
import io.tributary.simulation.http.ApiFailure;
import io.tributary.simulation.http.EdgeClient;
import io.tributary.simulation.load.FileSink;
import io.tributary.simulation.load.Load;
import io.tributary.simulation.load.LoadTargets;
import io.tributary.simulation.programme.DemoProgramme;
import io.tributary.simulation.programme.Programme;
import io.tributary.simulation.traffic.LiveTraffic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The simulation on the command line. */
@Command(
    name = "simulation",
    description = "Traffic for a running Tributary, through its public interfaces.",
    mixinStandardHelpOptions = true)
public final class SimulationMain {

  private static final Duration STOP_WAIT = Duration.ofSeconds(2);

  private SimulationMain() {}

  public static void main(String[] args) {
    Thread main = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              main.interrupt();
              try {
                ended.await(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    int status = commands().execute(args);
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException e) {
      // The process is ending already.
      return;
    }
    System.exit(status);
  }

  /** The commands, also for a program that has others. */
  static CommandLine commands() {
    return new CommandLine(new SimulationMain())
        .addSubcommand(new DemoCommand())
        .addSubcommand(new LoadCommand());
  }

  private static final class Server {

    @Option(names = "--api", required = true, description = "Base URL of the API.")
    private URI api = URI.create("http://127.0.0.1:8080");

    @Option(names = "--edge", required = true, description = "Base URL of the tracking edge.")
    private URI edge = URI.create("http://127.0.0.1:8081");

    @Option(names = "--email", required = true, description = "The administrator.")
    private String email = "";

    @Option(
        names = "--password",
        defaultValue = "${env:TRIBUTARY_ADMIN_PASSWORD}",
        required = true,
        description =
            "The administrator's password, also the demo users' (default: the environment's"
                + " TRIBUTARY_ADMIN_PASSWORD).")
    private String password = "";

    @Option(names = "--seed", description = "Same seed, same behaviour (default: random).")
    private long seed = System.nanoTime() & 0xffffff;

    ApiClient client() {
      return new ApiClient(api, email, password);
    }
  }

  /** Creates the demo programme, fills in its past, and plays its visitors. */
  @Command(
      name = "demo",
      description = "A demo programme with a history, then live traffic.",
      mixinStandardHelpOptions = true)
  private static final class DemoCommand implements Callable<Integer> {

    @Mixin private final Server server = new Server();

    @Option(names = "--days", description = "Days of history (default: ${DEFAULT-VALUE}).")
    private int days = 30;

    @Option(names = "--no-live", description = "End after the history.")
    private boolean noLive;

    @Override
    public Integer call() {
      Demo demo =
          new Demo(
              server.client(),
              new EdgeClient(server.edge),
              server.seed,
              days,
              server.password,
              SimulationMain::say);
      try {
        Programme programme = demo.prepare();
        DemoProgramme.users()
            .forEach(
                user ->
                    say(
                        "Sign-in of %s (%s), same password as the administrator"
                            .formatted(user.email(), user.role())));
        if (noLive) {
          return 0;
        }
        say("Live traffic runs; Ctrl-C ends it.");
        LiveTraffic live = demo.live(programme);
        live.run();
        say("live: " + live.figures());
        return 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return 130;
      } catch (ApiFailure | IllegalStateException e) {
        System.err.println("The demo cannot go on: " + e.getMessage());
        return 1;
      }
    }
  }

  /** Sends load and writes down what was acknowledged. */
  @Command(
      name = "load",
      description = "Clicks and postbacks at a rate, recorded in a file.",
      mixinStandardHelpOptions = true)
  private static final class LoadCommand implements Callable<Integer> {

    @Mixin private final Server server = new Server();

    @Option(names = "--rate", description = "Per second (default: ${DEFAULT-VALUE}).")
    private double rate = 200;

    @Option(names = "--seconds", description = "How long (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Option(names = "--out", required = true, description = "File that results are appended to.")
    private Path out = Path.of("load.jsonl");

    @Override
    public Integer call() throws IOException {
      String run = Long.toString(Instant.now().getEpochSecond(), 36);
      try (FileSink sink = new FileSink(out)) {
        LoadTargets targets = LoadTargets.create(server.client(), run, 5);
        Load load = new Load(new EdgeClient(server.edge), targets, run, server.seed);
        say("Load %s, seed %d".formatted(run, server.seed));
        say(load.run(rate, Duration.ofSeconds(seconds), sink).toString());
        return 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return 130;
      } catch (ApiFailure e) {
        System.err.println("The load cannot start: " + e.getMessage());
        return 1;
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
