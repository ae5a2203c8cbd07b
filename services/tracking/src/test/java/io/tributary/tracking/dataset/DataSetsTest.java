package io.tributary.tracking.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.tracking.agent.AgentClass;
import io.tributary.tracking.agent.AgentClassifier;
import io.tributary.tracking.network.NetworkKind;
import io.tributary.tracking.network.Networks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {

  private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.7");

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  @TempDir private Path folder;

  private double counted(String name, String set) {
    var counter = metrics.find(name).tag("set", set).counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void withoutAFolderTheBuildsDataIsUsed() {
    try (DataSets sets = new DataSets(null, metrics)) {
      sets.look();

      assertThat(sets.agents().size()).isGreaterThan(2_000);
      assertThat(sets.networks().size()).isGreaterThan(500_000);
    }
  }

  @Test
  void aFileThatIsThereAtTheStartIsUsed() throws IOException {
    Files.writeString(folder.resolve("networks.txt"), "tor 192.0.2.7\n");

    try (DataSets sets = new DataSets(folder, metrics)) {
      assertThat(sets.networks().of(ADDRESS).kind()).isEqualTo(NetworkKind.TOR);
    }
  }

  @Test
  void aNewFileIsTakenOnceItHasSettledAndLeavesWhenItIsRemoved() throws IOException {
    try (DataSets sets = new DataSets(folder, metrics)) {
      AgentClassifier before = sets.agents();
      Path file = Files.writeString(folder.resolve("agents.txt"), "monitor acme-probe\n");

      sets.look();
      assertThat(sets.agents()).as("still being written, for all that is known").isSameAs(before);
      sets.look();
      assertThat(sets.agents().classify("Mozilla/5.0 acme-probe").agentClass())
          .isEqualTo(AgentClass.BOT);
      assertThat(sets.agents().version()).isNotEqualTo(before.version());
      assertThat(counted("data_sets_replaced_total", "agents")).isEqualTo(1);

      Files.delete(file);
      sets.look();
      sets.look();
      assertThat(sets.agents().version()).isEqualTo(before.version());
    }
  }

  @Test
  void aDamagedFileIsCountedOnceAndTheOldDataStays() throws IOException {
    try (DataSets sets = new DataSets(folder, metrics)) {
      Networks before = sets.networks();
      Files.writeString(folder.resolve("networks.txt"), "tor 192.0.2.7\nnonsense\n");

      for (int i = 0; i < 4; i++) {
        sets.look();
      }

      assertThat(sets.networks()).isSameAs(before);
      assertThat(counted("data_sets_refused_total", "networks")).isEqualTo(1);

      Files.writeString(folder.resolve("networks.txt"), "tor 192.0.2.7\n");
      sets.look();
      sets.look();
      assertThat(sets.networks().of(ADDRESS).kind()).isEqualTo(NetworkKind.TOR);
    }
  }

  @Test
  void theFolderIsWatched() throws Exception {
    try (DataSets sets = new DataSets(folder, metrics)) {
      sets.watch(Duration.ofMillis(20));
      Files.writeString(folder.resolve("networks.txt"), "vpn 192.0.2.0/24\n");

      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (sets.networks().of(ADDRESS).kind() != NetworkKind.VPN && System.nanoTime() < end) {
        Thread.sleep(20);
      }

      assertThat(sets.networks().of(ADDRESS).kind()).isEqualTo(NetworkKind.VPN);
    }
  }
}
