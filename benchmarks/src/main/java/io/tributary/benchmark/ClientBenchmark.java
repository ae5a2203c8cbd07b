package io.tributary.benchmark;

import io.tributary.tracking.agent.Agent;
import io.tributary.tracking.agent.AgentClassifier;
import io.tributary.tracking.agent.AgentLists;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.agent.Device;
import io.tributary.tracking.agent.Devices;
import io.tributary.tracking.network.Network;
import io.tributary.tracking.network.NetworkLists;
import io.tributary.tracking.network.Networks;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to tell who clicks: the class of a user agent, its device, and the network of an
 * address. Each call has another string or address; nothing is cached.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ClientBenchmark {

  private static final int INPUTS = 1 << 14;
  private static final String[] SHAPES = {
    "Mozilla/5.0 (iPhone; CPU iPhone OS %d_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
        + " Gecko) Version/18.3 Mobile/15E%d Safari/604.1",
    "Mozilla/5.0 (Linux; Android %d; SM-S9%d) AppleWebKit/537.36 (KHTML, like Gecko)"
        + " Chrome/140.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT %d.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
        + " Chrome/140.0.%d.0 Safari/537.36 Edg/140.0.0.0",
    "Mozilla/5.0 (compatible; SomeBot/%d.%d; +https://bot.example/about)",
    "python-requests/%d.%d",
  };

  private final AgentClassifier agents = AgentLists.builtIn();
  private final Devices devices = new Devices();
  private final Networks networks = NetworkLists.builtIn();
  private final String[] userAgents = new String[INPUTS];
  private final byte[][] fours = new byte[INPUTS][4];
  private final byte[][] sixes = new byte[INPUTS][16];
  private int next;

  /** Makes the inputs, from one seed. */
  public ClientBenchmark() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < INPUTS; i++) {
      userAgents[i] = SHAPES[i % SHAPES.length].formatted(random.nextInt(4, 20), i);
      random.nextBytes(fours[i]);
      random.nextBytes(sixes[i]);
      sixes[i][0] = 0x2a;
    }
  }

  @Benchmark
  public Agent agent() {
    return agents.classify(userAgents[next++ & (INPUTS - 1)]);
  }

  @Benchmark
  public Device device() {
    return devices.of(userAgents[next++ & (INPUTS - 1)], ClientHints.NONE);
  }

  @Benchmark
  public Network ipv4() {
    return networks.of(fours[next++ & (INPUTS - 1)]);
  }

  @Benchmark
  public Network ipv6() {
    return networks.of(sixes[next++ & (INPUTS - 1)]);
  }
}
