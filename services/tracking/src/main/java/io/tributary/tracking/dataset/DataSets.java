package io.tributary.tracking.dataset;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.tracking.agent.AgentClassifier;
import io.tributary.tracking.agent.AgentLists;
import io.tributary.tracking.network.NetworkLists;
import io.tributary.tracking.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data sets in use, each with the operator's files in place of the build's. The folder is
 * looked at every few seconds. What changed is loaded once it has been the same at two looks, so
 * that a file is not read while it is written; it then takes the old one's place at once. What
 * cannot be used is said once and counted, and the old one stays.
 */
public final class DataSets implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DataSets.class);

  private static final String AGENTS = "agents";
  private static final String NETWORKS = "networks";
  private static final List<String> AGENT_FILES = List.of("agents.txt");
  private static final List<String> COUNTRY_FILES = List.of("country.mmdb", "country.csv");
  private static final List<String> SYSTEM_FILES = List.of("asn.mmdb", "asn.csv");
  private static final List<String> RULE_FILES = List.of("networks.txt");
  private static final List<String> NETWORK_FILES =
      List.of("country.mmdb", "country.csv", "asn.mmdb", "asn.csv", "networks.txt");

  /** Bytes of one file. */
  static final long MAX_FILE = 512L * 1024 * 1024;

  private final @Nullable Path folder;
  private final MeterRegistry metrics;
  private final Watched agentFiles = new Watched(AGENT_FILES);
  private final Watched networkFiles = new Watched(NETWORK_FILES);
  private volatile AgentClassifier agents;
  private volatile Networks networks;
  private @Nullable Thread poller;

  /** How a file looked. */
  private record Look(long size, long modified) {}

  /** Files of one data set: how they looked when last used, and at the last look. */
  private static final class Watched {

    private final List<String> names;
    private Map<String, Look> used = Map.of();
    private Map<String, Look> seen = Map.of();

    Watched(List<String> names) {
      this.names = names;
    }

    /** Whether they changed since they were used, and did not since the last look. */
    boolean changed(Path folder) throws IOException {
      Map<String, Look> now = looks(folder);
      boolean settled = now.equals(seen);
      seen = now;
      return settled && !now.equals(used);
    }

    void use(Path folder) throws IOException {
      seen = looks(folder);
      used = seen;
    }

    void settle() {
      used = seen;
    }

    private Map<String, Look> looks(Path folder) throws IOException {
      Map<String, Look> looks = new TreeMap<>();
      for (String name : names) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          looks.put(name, new Look(Files.size(file), Files.getLastModifiedTime(file).toMillis()));
        }
      }
      return looks;
    }
  }

  /**
   * The build's data sets, with what the folder has; a damaged file there is said and left out.
   *
   * @param folder where the operator's files are; null for none
   */
  public DataSets(@Nullable Path folder, MeterRegistry metrics) {
    this.folder = folder;
    this.metrics = metrics;
    for (String set : List.of(AGENTS, NETWORKS)) {
      replaced(set);
      refusals(set);
    }
    agents = AgentLists.builtIn();
    networks = NetworkLists.builtIn();
    if (agents.size() == 0 || networks.size() == 0) {
      LOG.warn("The build left out the data that classifies clicks; see docs/data-sets.md");
    }
    if (folder != null) {
      begin(folder);
    }
  }

  /** What classifies user agents now. */
  public AgentClassifier agents() {
    return agents;
  }

  /** What knows addresses now. */
  public Networks networks() {
    return networks;
  }

  /** Looks at the folder that often, in a thread of its own, until closed. */
  public synchronized void watch(Duration period) {
    if (folder == null || poller != null) {
      return;
    }
    poller =
        Thread.ofPlatform()
            .daemon()
            .name("tracking-data-sets")
            .start(
                () -> {
                  while (pause(period)) {
                    look();
                  }
                });
  }

  /** Looks at the folder once. */
  public synchronized void look() {
    if (folder == null) {
      return;
    }
    try {
      if (agentFiles.changed(folder)) {
        agentFiles.settle();
        loadAgents(folder);
      }
      if (networkFiles.changed(folder)) {
        networkFiles.settle();
        loadNetworks(folder);
      }
    } catch (IOException e) {
      refused(AGENTS, folder, e);
    }
  }

  @Override
  public synchronized void close() {
    if (poller != null) {
      poller.interrupt();
      poller = null;
    }
  }

  private synchronized void begin(Path from) {
    try {
      agentFiles.use(from);
      networkFiles.use(from);
    } catch (IOException e) {
      refused(AGENTS, from, e);
      return;
    }
    if (!agentFiles.used.isEmpty()) {
      loadAgents(from);
    }
    if (!networkFiles.used.isEmpty()) {
      loadNetworks(from);
    }
  }

  private void loadAgents(Path from) {
    try {
      Path file = present(from, AGENT_FILES);
      AgentClassifier loaded =
          AgentLists.with(file == null ? List.of() : Files.readAllLines(checked(file)));
      agents = loaded;
      loaded(AGENTS, loaded.version());
    } catch (IOException | IllegalArgumentException e) {
      refused(AGENTS, from.resolve(AGENT_FILES.getFirst()), e);
    }
  }

  private void loadNetworks(Path from) {
    try {
      Path countries = present(from, COUNTRY_FILES);
      Path systems = present(from, SYSTEM_FILES);
      Path rules = present(from, RULE_FILES);
      for (Path file : new @Nullable Path[] {countries, systems, rules}) {
        if (file != null) {
          checked(file);
        }
      }
      Networks loaded = NetworkLists.load(new NetworkLists.Sources(countries, systems, rules));
      networks = loaded;
      loaded(NETWORKS, loaded.version());
    } catch (IOException | IllegalArgumentException e) {
      refused(NETWORKS, from, e);
    }
  }

  private static @Nullable Path present(Path folder, List<String> names) {
    for (String name : names) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  private static Path checked(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE) {
      throw new IllegalArgumentException("is larger than %d bytes".formatted(MAX_FILE));
    }
    return file;
  }

  private void loaded(String set, String version) {
    LOG.info("Data set {} is replaced; its version is {}", set, version);
    replaced(set).increment();
  }

  private void refused(String set, Path file, Exception e) {
    LOG.error(
        "Data set {} stays as it was: {}: {}",
        set,
        file,
        Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
    refusals(set).increment();
  }

  private Counter replaced(String set) {
    return counter("data_sets_replaced_total", "Data sets that were replaced while running", set);
  }

  private Counter refusals(String set) {
    return counter("data_sets_refused_total", "Data sets that were damaged and not taken", set);
  }

  private Counter counter(String name, String description, String set) {
    return Counter.builder(name).description(description).tag("set", set).register(metrics);
  }

  private static boolean pause(Duration period) {
    try {
      Thread.sleep(period);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
