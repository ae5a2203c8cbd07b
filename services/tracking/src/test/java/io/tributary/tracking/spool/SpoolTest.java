package io.tributary.tracking.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.platform.testing.FakeClock;
import io.tributary.tracking.spool.Spool.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final String TOPIC = "topic";
  private static final long MIB = 1024 * 1024;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final FakeClock clock = new FakeClock("2026-11-24T10:00:00Z");
  private final FaultyDisk disk = new FaultyDisk();
  private SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private @TempDir Path folder;
  private Spool spool;

  @AfterEach
  void close() {
    if (spool != null) {
      spool.close();
    }
  }

  @Test
  void whatIsAnsweredIsReadInOrder() throws Exception {
    open(MIB, MIB);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      answers.add(append("k" + i % 7, "v" + i));
    }
    assertThat(answers).allSatisfy(answer -> assertThat(answer(answer)).isEqualTo("durable"));
    assertThat(drain(100)).isEqualTo(values(0, 1_000));
    assertThat(spool.rest(Map.of())).isTrue();
    assertThat(gauge("spool_records")).isZero();
    assertThat(gauge("spool_bytes")).isZero();
    assertThat(metrics.get("spool_drained_total").counter().count()).isEqualTo(1_000);
  }

  @Test
  void whatWasNotAcknowledgedIsReadAgainAfterARestart() throws Exception {
    open(MIB, 4_096);
    for (int i = 0; i < 500; i++) {
      append("k", "v" + i);
    }
    spool.flush(Duration.ofSeconds(5));
    Window window = spool.read(100, MIB);
    spool.sending(window, Map.of("topic/0", 41L));
    spool.acknowledge(window);
    Window next = spool.read(50, MIB);
    spool.sending(next, Map.of("topic/0", 99L));
    int acknowledged = window.records().size();
    int sent = next.records().size();
    reopen(MIB, 4_096);
    assertThat(spool.positions()).isEqualTo(Map.of("topic/0", 99L));
    List<SpoolRecord> records = new ArrayList<>();
    for (Window one = spool.read(1_000, MIB); one != null; one = spool.read(1_000, MIB)) {
      records.addAll(one.records());
      spool.acknowledge(one);
    }
    assertThat(records.stream().map(SpoolTest::value)).isEqualTo(values(acknowledged, 500));
    assertThat(records.subList(0, sent)).allMatch(SpoolRecord::isDoubtful);
    assertThat(records.subList(sent, records.size())).noneMatch(SpoolRecord::isDoubtful);
    assertThat(spool.rest(Map.of())).isTrue();
    assertThat(answer(append("k", "new"))).isEqualTo("durable");
    assertThat(drain(10)).isEqualTo(List.of("new"));
  }

  @Test
  void withoutItsProgressEverythingIsDoubtful() throws Exception {
    open(MIB, MIB);
    append("k", "v0");
    spool.flush(Duration.ofSeconds(5));
    spool.sending(spool.read(1, MIB), Map.of());
    spool.close();
    Files.write(folder.resolve("progress"), new byte[] {1, 2, 3});
    open(MIB, MIB);
    assertThat(spool.read(10, MIB).records()).allMatch(SpoolRecord::isDoubtful);
  }

  @Test
  void aTornTailIsCutAtEveryByteAndTheRestIsThere() throws Exception {
    open(MIB, MIB);
    for (int i = 0; i < 4; i++) {
      append("k", "v" + i);
    }
    spool.flush(Duration.ofSeconds(5));
    spool.close();
    Path segment = segments(Segment.PENDING).getFirst();
    byte[] whole = Files.readAllBytes(segment);
    int before = -1;
    for (int length = 0; length <= whole.length; length++) {
      Files.deleteIfExists(folder.resolve("progress"));
      segments(".").forEach(SpoolTest::delete);
      Files.write(segment, Arrays.copyOf(whole, length));
      open(MIB, MIB);
      append("k", "new");
      spool.flush(Duration.ofSeconds(5));
      List<String> read = drain(100);
      assertThat(read.getLast()).isEqualTo("new");
      assertThat(read.subList(0, read.size() - 1)).isEqualTo(values(0, read.size() - 1));
      assertThat(read.size()).isBetween(Math.max(before, 1), 5);
      before = read.size();
      spool.close();
    }
    assertThat(before).isEqualTo(5);
  }

  @Test
  void aChangedBitCostsItsRecordAtMostAndIsCounted() throws Exception {
    open(MIB, MIB);
    for (int i = 0; i < 5; i++) {
      append("k", "v" + i);
    }
    spool.flush(Duration.ofSeconds(5));
    spool.close();
    Path segment = segments(Segment.PENDING).getFirst();
    byte[] whole = Files.readAllBytes(segment);
    int size = whole.length / 5;
    // In the payload: its length tells where the next begins.
    for (int at = 2 * size + 8; at < 3 * size; at++) {
      Files.deleteIfExists(folder.resolve("progress"));
      segments(".").forEach(SpoolTest::delete);
      byte[] changed = whole.clone();
      changed[at] ^= 4;
      Files.write(segment, changed);
      open(MIB, MIB);
      assertThat(drain(100)).isEqualTo(List.of("v0", "v1", "v3", "v4"));
      assertThat(spool.rest(Map.of())).isTrue();
      assertThat(gauge("spool_records")).isZero();
      assertThat(metrics.get("spool_damaged_total").counter().count()).isEqualTo(1);
      spool.close();
    }
  }

  @Test
  void aFullSpoolRefusesUntilThereIsRoomAgain() throws Exception {
    open(64 * 1024, 8 * 1024);
    int taken = 0;
    while (answer(append("k", "v" + taken)).equals("durable")) {
      taken++;
      assertThat(taken).isLessThan(2_000);
    }
    assertThat(answer(append("k", "more"))).isEqualTo("spool_full");
    assertThat(spool.ready()).isFalse();
    assertThat(spool.used()).isBetween(0.9, 1.0);
    assertThat(drain(100)).isEqualTo(values(0, taken));
    assertThat(spool.ready()).isTrue();
    assertThat(answer(append("k", "again"))).isEqualTo("durable");
    assertThat(drain(100)).isEqualTo(List.of("again"));
  }

  @Test
  void whatIsKeptMakesRoomForWhatIsNew() throws Exception {
    open(64 * 1024, 8 * 1024);
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 200; i++) {
        assertThat(answer(append("k", "v" + i))).isEqualTo("durable");
      }
      assertThat(drain(1_000)).isEqualTo(values(0, 200));
      spool.rest(Map.of());
      assertThat(filesSize()).isLessThan(64 * 1024 + 2_000);
    }
    assertThat(gauge("spool_kept_bytes")).isPositive();
  }

  @Test
  void aDiskThatFailsRefusesAndRecovers() throws Exception {
    open(MIB, MIB);
    assertThat(answer(append("k", "v0"))).isEqualTo("durable");
    List<String> drained = new ArrayList<>();
    for (FaultyDisk.Fault fault : FaultyDisk.Fault.values()) {
      drained.addAll(drain(100));
      spool.rest(Map.of());
      disk.fault = fault;
      assertThat(answer(append("k", "lost"))).isEqualTo("disk_error");
      assertThat(answer(append("k", "lost"))).isEqualTo("disk_error");
      assertThat(spool.ready()).isFalse();
      disk.fault = null;
      awaitReady();
      assertThat(answer(append("k", "after " + fault))).isEqualTo("durable");
    }
    drained.addAll(drain(100));
    assertThat(drained).isEqualTo(List.of("v0", "after CREATE", "after WRITE", "after FORCE"));
    assertThat(spool.rest(Map.of())).isTrue();
  }

  @Test
  void acknowledgedSegmentsAreKeptAndCanBeSentAgain() throws Exception {
    open(MIB, 2_048);
    for (int i = 0; i < 100; i++) {
      append("k", "v" + i);
    }
    spool.flush(Duration.ofSeconds(5));
    assertThat(drain(30)).isEqualTo(values(0, 100));
    spool.rest(Map.of("topic/0", 99L));
    reopen(MIB, 2_048);
    assertThat(spool.read(10, MIB)).isNull();
    assertThat(spool.keeps()).isTrue();
    append("k", "v100");
    spool.flush(Duration.ofSeconds(5));
    spool.reopen(Map.of("topic/0", 50L));
    assertThat(spool.waitingRecords()).isEqualTo(101);
    assertThat(spool.read(10, MIB).records()).allMatch(SpoolRecord::isDoubtful);
    assertThat(spool.positions()).isEqualTo(Map.of("topic/0", 50L));
    assertThat(drain(30)).isEqualTo(values(0, 101));
    spool.rest(Map.of());
    assertThat(spool.waitingRecords()).isZero();
  }

  @Test
  void keptSegmentsAreDeletedWhenTheirTimeIsOver() throws Exception {
    open(MIB, MIB);
    append("k", "v0");
    spool.flush(Duration.ofSeconds(5));
    drain(10);
    spool.rest(Map.of());
    clock.advance(KEPT.minusSeconds(1));
    spool.expire();
    assertThat(segments(Segment.DONE)).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    spool.expire();
    assertThat(segments(Segment.DONE)).isEmpty();
    assertThat(spool.keeps()).isFalse();
  }

  @Test
  void aLookAheadGoesOverSegmentsAndReadsNothingForGood() throws Exception {
    open(MIB, 2_048);
    for (int i = 0; i < 200; i++) {
      assertThat(answer(append("k", "v" + i))).isEqualTo("durable");
    }
    Window window = spool.read(30, MIB);
    spool.sending(window, Map.of());
    spool.acknowledge(window);
    int read = window.records().size();
    List<String> seen = new ArrayList<>();
    assertThat(spool.peek(100, record -> seen.add(value(record)))).isEqualTo(read + 100);
    assertThat(seen).isEqualTo(values(read, read + 100));
    assertThat(spool.peek(1_000, record -> {})).isEqualTo(200);
    assertThat(drain(50)).isEqualTo(values(read, 200));
  }

  @Test
  void theAgeOfTheOldestIsShown() throws Exception {
    open(MIB, MIB);
    append("k", "v0");
    spool.flush(Duration.ofSeconds(5));
    clock.advance(Duration.ofSeconds(90));
    assertThat(gauge("spool_oldest_seconds")).isEqualTo(90);
    drain(10);
    assertThat(gauge("spool_oldest_seconds")).isZero();
  }

  @Test
  void oneProcessAtATimeHasTheFolder() throws Exception {
    open(MIB, MIB);
    assertThatThrownBy(() -> new Spool(settings(MIB, MIB), clock, new SimpleMeterRegistry()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another process");
  }

  @Test
  void largeAndSmallRecordsOfManyThreadsStayInTheOrderOfTheirKey() throws Exception {
    long seed = System.nanoTime();
    open(64 * MIB, 256 * 1024);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int key = t;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    Random random = new Random(seed + key);
                    for (int i = 0; i < 500; i++) {
                      String value = i + " " + "x".repeat(random.nextInt(3_000));
                      spool.append(TOPIC, "k" + key, bytes(value), false, new Answer());
                    }
                  }));
    }
    int[] next = new int[4];
    int read = 0;
    while (read < 2_000) {
      Window window = spool.read(300, 100_000);
      if (window == null) {
        Thread.onSpinWait();
        continue;
      }
      for (SpoolRecord record : window.records()) {
        int key = record.key().charAt(1) - '0';
        assertThat(value(record)).as("seed %d", seed).startsWith(next[key]++ + " ");
      }
      read += window.records().size();
      spool.acknowledge(window);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** A disk that fails as it is told. */
  private static final class FaultyDisk implements Disk {

    private enum Fault {
      CREATE,
      WRITE,
      FORCE
    }

    private volatile Fault fault;

    @Override
    public Appending create(Path file) throws IOException {
      check(Fault.CREATE);
      Appending real = Disk.local().create(file);
      return new Appending() {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          if (fault == Fault.WRITE) {
            real.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
          }
          check(Fault.WRITE);
          real.write(bytes);
        }

        @Override
        public void force() throws IOException {
          check(Fault.FORCE);
          real.force();
        }

        @Override
        public void truncate(long length) throws IOException {
          real.truncate(length);
        }

        @Override
        public void close() throws IOException {
          real.close();
        }
      };
    }

    private void check(Fault asked) throws IOException {
      if (fault == asked) {
        throw new IOException("no " + asked);
      }
    }
  }

  private record Answer(CompletableFuture<String> told) implements Spool.Waiting {

    Answer() {
      this(new CompletableFuture<>());
    }

    @Override
    public void durable() {
      told.complete("durable");
    }

    @Override
    public void refused(String reason) {
      told.complete(reason);
    }
  }

  private Spool.Settings settings(long limit, long segment) {
    return new Spool.Settings(folder, limit, segment, KEPT, Duration.ofMillis(1));
  }

  private void open(long limit, long segment) {
    metrics = new SimpleMeterRegistry();
    spool = new Spool(settings(limit, segment), disk, clock, metrics);
  }

  private void reopen(long limit, long segment) {
    spool.close();
    open(limit, segment);
  }

  private Answer append(String key, String value) {
    Answer answer = new Answer();
    spool.append(TOPIC, key, bytes(value), false, answer);
    return answer;
  }

  private static String answer(Answer answer) {
    return answer.told().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private List<String> drain(int windowRecords) throws IOException {
    List<String> values = new ArrayList<>();
    for (Window window = spool.read(windowRecords, MIB);
        window != null;
        window = spool.read(windowRecords, MIB)) {
      window.records().forEach(record -> values.add(value(record)));
      spool.acknowledge(window);
    }
    return values;
  }

  private static List<String> values(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "v" + i).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String value(SpoolRecord record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  private double gauge(String name) {
    return metrics.get(name).gauge().value();
  }

  private List<Path> segments(String state) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Segment.firstOf(file) >= 0 && file.toString().contains(state))
          .sorted()
          .toList();
    }
  }

  private long filesSize() throws IOException {
    long size = 0;
    for (Path file : segments(".")) {
      size += Files.size(file);
    }
    return size;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitReady() throws InterruptedException {
    for (int i = 0; i < 500 && !spool.ready(); i++) {
      Thread.sleep(10);
    }
    assertThat(spool.ready()).isTrue();
  }
}
