package io.tributary.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySnapshotTest {

  private @TempDir Path folder;

  @Test
  void whatWasCompleteIsLoadedWithTheOffsetToGoOnFrom() throws IOException {
    Map<String, String> model = write(200, 20, 1);
    DirectorySnapshot loaded = new DirectorySnapshot(file());
    assertThat(load(loaded)).isEqualTo(model);
    assertThat(loaded.topicId()).isEqualTo("id-1");
    assertThat(loaded.next()).isEqualTo(Map.of(0, 200L));
    loaded.append(0, 200, "later", bytes("x"));
    loaded.close();
    model.put("later", "x");
    DirectorySnapshot again = new DirectorySnapshot(file());
    assertThat(load(again)).isEqualTo(model);
    assertThat(again.next()).isEqualTo(Map.of(0, 201L));
    assertThat(again.keys()).containsAll(model.keySet());
    again.close();
  }

  @Test
  void aReadingThatDidNotGetToItsEndLeavesTheOlderFile() throws IOException {
    Map<String, String> model = write(50, 10, 2);
    DirectorySnapshot rewriting = new DirectorySnapshot(file());
    load(rewriting);
    rewriting.rewrite("id-2");
    rewriting.append(0, 0, "other", bytes("y"));
    assertThat(rewriting.topicId()).isNull();
    rewriting.close();
    DirectorySnapshot loaded = new DirectorySnapshot(file());
    assertThat(load(loaded)).isEqualTo(model);
    assertThat(loaded.topicId()).isEqualTo("id-1");
    loaded.close();
  }

  @Test
  void aFileThatIsCutAnywhereIsTheTopicAsItOnceWas() throws IOException {
    Random random = new Random(3);
    DirectorySnapshot snapshot = new DirectorySnapshot(file());
    snapshot.rewrite("id-1");
    TreeMap<Long, Map<String, String>> states = new TreeMap<>();
    Map<String, String> model = new TreeMap<>();
    for (int offset = 0; offset < 12; offset++) {
      change(snapshot, model, random, offset, 4);
      states.put((long) offset + 1, new TreeMap<>(model));
    }
    states.put(0L, Map.of());
    snapshot.complete();
    snapshot.close();
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      DirectorySnapshot cut = new DirectorySnapshot(file());
      Map<String, String> found = load(cut);
      assertThat(found).isEqualTo(states.get(cut.next().getOrDefault(0, 0L)));
      cut.close();
    }
  }

  @Test
  void whatIsNoSnapshotIsIgnored() throws IOException {
    Files.write(file(), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    DirectorySnapshot snapshot = new DirectorySnapshot(file());
    assertThat(snapshot.load((key, value) -> {})).isFalse();
    assertThat(snapshot.topicId()).isNull();
  }

  @Test
  void supersededRecordsAreDroppedWhileOthersCome() throws Exception {
    Random random = new Random(4);
    DirectorySnapshot snapshot = new DirectorySnapshot(file());
    snapshot.rewrite("id-1");
    snapshot.complete();
    Map<String, String> model = new TreeMap<>();
    long offset = 0;
    while (!snapshot.isCompactionDue()) {
      change(snapshot, model, random, offset++, 300);
    }
    snapshot.flush();
    long before = Files.size(file());
    Thread compaction =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    snapshot.compact();
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
    for (int i = 0; i < 1_000; i++) {
      change(snapshot, model, random, offset++, 300);
    }
    compaction.join();
    assertThat(snapshot.isCompactionDue()).isFalse();
    change(snapshot, model, random, offset++, 300);
    snapshot.close();
    assertThat(Files.size(file())).isLessThan(before / 2);
    DirectorySnapshot loaded = new DirectorySnapshot(file());
    assertThat(load(loaded)).isEqualTo(model);
    assertThat(loaded.next()).isEqualTo(Map.of(0, offset));
    loaded.close();
  }

  private Map<String, String> write(int records, int keys, long seed) throws IOException {
    Random random = new Random(seed);
    DirectorySnapshot snapshot = new DirectorySnapshot(file());
    snapshot.rewrite("id-1");
    Map<String, String> model = new TreeMap<>();
    for (int offset = 0; offset < records; offset++) {
      change(snapshot, model, random, offset, keys);
    }
    snapshot.complete();
    snapshot.close();
    return model;
  }

  private static void change(
      DirectorySnapshot snapshot, Map<String, String> model, Random random, long offset, int keys)
      throws IOException {
    String key = "key-" + random.nextInt(keys);
    if (random.nextInt(5) == 0) {
      model.remove(key);
      snapshot.append(0, offset, key, null);
    } else {
      String value = offset + " " + "v".repeat(random.nextInt(60));
      model.put(key, value);
      snapshot.append(0, offset, key, bytes(value));
    }
  }

  private static Map<String, String> load(DirectorySnapshot snapshot) throws IOException {
    Map<String, String> found = new TreeMap<>();
    snapshot.load(
        (key, value) -> {
          if (value == null) {
            found.remove(key);
          } else {
            found.put(key, new String(value, StandardCharsets.UTF_8));
          }
        });
    return found;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path file() {
    return folder.resolve("topic.snapshot");
  }
}
