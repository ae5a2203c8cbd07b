package io.tributary.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How the servers are run.
 *
 * @param parts the servers to run
 * @param ports ports that were asked for; the others are chosen
 * @param durable whether PostgreSQL and Redis force their data to disk, so that a loss of power
 *     loses nothing that was acknowledged
 * @param small whether memory is kept to what tests need
 * @param startTimeout how long one server may take until it answers
 * @param programs the folder into which the servers' programs are unpacked, once per user
 */
public record Options(
    Set<Part> parts,
    Map<Part, Integer> ports,
    boolean durable,
    boolean small,
    Duration startTimeout,
    Path programs) {

  /**
   * Generous, because a first start unpacks the programs and may share the machine with a build.
   */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  public Options {
    parts = Collections.unmodifiableSet(copy(parts));
    ports = Map.copyOf(ports);
  }

  /** All servers, durable, for {@code run}. */
  public static Options defaults() {
    return new Options(
        EnumSet.allOf(Part.class), Map.of(), true, false, START_TIMEOUT, userCache());
  }

  /** All servers, with little memory and without forcing data to disk. */
  public static Options forTests() {
    return new Options(
        EnumSet.allOf(Part.class), Map.of(), false, true, START_TIMEOUT, userCache());
  }

  public Options without(Part... unwanted) {
    Set<Part> rest = copy(parts);
    for (Part part : unwanted) {
      rest.remove(part);
    }
    return new Options(rest, ports, durable, small, startTimeout, programs);
  }

  public Options only(Part... wanted) {
    Set<Part> chosen = EnumSet.noneOf(Part.class);
    Collections.addAll(chosen, wanted);
    return new Options(chosen, ports, durable, small, startTimeout, programs);
  }

  /** Runs the part on this port or not at all. */
  public Options withPort(Part part, int port) {
    Map<Part, Integer> asked = new EnumMap<>(Part.class);
    asked.putAll(ports);
    asked.put(part, port);
    return new Options(parts, asked, durable, small, startTimeout, programs);
  }

  public Options withStartTimeout(Duration timeout) {
    return new Options(parts, ports, durable, small, timeout, programs);
  }

  public Options withPrograms(Path folder) {
    return new Options(parts, ports, durable, small, startTimeout, folder);
  }

  Set<Part> partsLeftOut() {
    Set<Part> rest = EnumSet.allOf(Part.class);
    rest.removeAll(parts);
    return rest;
  }

  private static Set<Part> copy(Set<Part> parts) {
    Set<Part> copy = EnumSet.noneOf(Part.class);
    copy.addAll(parts);
    return copy;
  }

  private static Path userCache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("tributary");
  }
}
