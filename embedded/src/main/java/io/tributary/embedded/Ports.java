package io.tributary.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Free loopback ports, below the range from which the system serves outgoing connections. */
final class Ports {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 1_000;

  /** Handed out by this JVM, so that servers started in parallel never get the same one. */
  private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * The port that was asked for, or the one used before if it is free, or another one.
   *
   * @param used the port used before; 0 for none
   */
  static int choose(Part part, @Nullable Integer asked, int used, RandomGenerator random) {
    if (asked != null) {
      if (!isFree(asked)) {
        throw new InfrastructureException(
            "Port %d, set for %s, is taken by another process".formatted(asked, part.title()));
      }
      return asked;
    }
    return used != 0 && isFree(used) ? used : free(random);
  }

  static int free(RandomGenerator random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = random.nextInt(LOWEST, HIGHEST);
      if (isFree(port) && HANDED_OUT.add(port)) {
        return port;
      }
    }
    throw new InfrastructureException(
        "No free port was found between %d and %d".formatted(LOWEST, HIGHEST));
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
