package io.tributary.tracking.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tributary.platform.file.RecordReader;
import io.tributary.platform.file.Records;
import io.tributary.tracking.spool.SpoolQueue.Queued;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on local disk, in the order in which they were given, until the log has them.
 *
 * <p>Giving a record never blocks: a thread of its own writes what was given meanwhile and forces
 * it to the disk at once for all (group commit). One other thread reads from the oldest record on
 * and acknowledges. Segments whose records are all acknowledged are kept for a while, because a
 * broker may lose what it acknowledged when it loses power.
 */
public final class Spool implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private static final int BUFFER = 1024 * 1024;
  private static final double WARN_AT = 0.7;
  private static final double FULL_AT = 0.9;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  /**
   * How the spool behaves.
   *
   * @param folder used by one process at a time
   * @param limit of all its files, in bytes
   * @param segmentBytes at which a new file is begun
   * @param kept how long acknowledged records are kept
   * @param forceEvery the least time from one forcing of the disk to the next
   */
  public record Settings(
      Path folder, long limit, long segmentBytes, Duration kept, Duration forceEvery) {

    /** Segments of 64 MiB, and at most 200 forced writes a second. */
    public static Settings of(Path folder, long limit, Duration kept) {
      return new Settings(
          folder, limit, Math.min(64L * 1024 * 1024, limit / 4), kept, Duration.ofMillis(5));
    }
  }

  /** Who gave a record and waits for it to be durable. Called from the spool's thread. */
  public interface Waiting {

    void durable();

    void refused(String reason);
  }

  /** Records that were read, all of one segment. */
  public static final class Window {

    private final Segment segment;
    private final long end;
    private final List<SpoolRecord> records;

    private Window(Segment segment, long end, List<SpoolRecord> records) {
      this.segment = segment;
      this.end = end;
      this.records = List.copyOf(records);
    }

    /** In order; never empty. */
    public List<SpoolRecord> records() {
      return records;
    }

    private long endSequence() {
      return records.getLast().sequence() + 1;
    }
  }

  private final Settings settings;
  private final Disk disk;
  private final InstantSource clock;
  private final Path progressFile;
  private final Counter drained;
  private final Counter damaged;
  private final Timer forceTime;
  private final Thread writer;

  private final SpoolQueue queue;

  /** Guards the files' order and all below but what only the writer uses. */
  private final ReentrantLock files = new ReentrantLock();

  private final Deque<Segment> pending = new ArrayDeque<>();
  private final Deque<Segment> kept = new ArrayDeque<>();
  private long fileBytes;
  private long keptBytes;
  private long recordsInFiles;
  private long oldestAt;
  private long acknowledged;
  private long sending;

  /** Where in the first pending segment the first record stands that is not acknowledged. */
  private long cursor;

  private Map<String, Long> positions = Map.of();
  private @Nullable Segment current;
  private @Nullable FileChannel folderLock;
  private boolean opened;

  private Disk.@Nullable Appending file;
  private boolean warned;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private long forcedAt = System.nanoTime();

  /** The spool of a folder; with what it held when it was last used. */
  public Spool(Settings settings, InstantSource clock, MeterRegistry metrics) {
    this(settings, Disk.local(), clock, metrics);
  }

  Spool(Settings settings, Disk disk, InstantSource clock, MeterRegistry metrics) {
    this.settings = settings;
    this.disk = disk;
    this.clock = clock;
    this.progressFile = settings.folder().resolve("progress");
    this.queue = new SpoolQueue(clock, settings.limit());
    Gauge.builder("spool_bytes", this, Spool::waitingBytes)
        .description("Bytes of events that wait on local disk for Kafka")
        .register(metrics);
    Gauge.builder("spool_records", this, Spool::waitingRecords)
        .description("Events that wait on local disk for Kafka")
        .register(metrics);
    Gauge.builder("spool_kept_bytes", this, Spool::keptBytes)
        .description("Bytes of spooled events that Kafka has and that are kept for a while")
        .register(metrics);
    Gauge.builder("spool_used_ratio", this, Spool::used)
        .description("Part of the spool's limit that waiting events take")
        .register(metrics);
    Gauge.builder("spool_oldest_seconds", this, Spool::oldestSeconds)
        .description("Age of the oldest event that waits on local disk")
        .register(metrics);
    drained =
        Counter.builder("spool_drained_total")
            .description("Events that went from local disk to Kafka")
            .register(metrics);
    damaged =
        Counter.builder("spool_damaged_total")
            .description("Places in the spool's files that could not be read; must stay 0")
            .register(metrics);
    forceTime =
        Timer.builder("spool_fsync_seconds")
            .description("Time of one forced write of the spool")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(5))
            .register(metrics);
    open();
    writer = Thread.ofPlatform().name("edge-spool").daemon().start(this::writeAll);
  }

  // Giving records

  /**
   * Takes a record behind all others and never blocks.
   *
   * @param doubtful whether the log may have it already
   * @return its sequence; negative when it is refused, which the waiting one has heard then
   */
  public long append(String topic, String key, byte[] value, boolean doubtful, Waiting waiting) {
    return queue.append(topic, key, value, doubtful, waiting);
  }

  /**
   * Waits until everything that was given is on disk or refused.
   *
   * @return whether it is, within the time
   */
  public boolean flush(Duration wait) throws InterruptedException {
    return queue.awaitIdle(wait.toNanos());
  }

  // Reading and acknowledging, by one thread

  /** The oldest records that are on disk and not acknowledged; null when there are none. */
  public @Nullable Window read(int maxRecords, long maxBytes) throws IOException {
    while (true) {
      Segment segment;
      long from;
      long to;
      long doubtfulBefore;
      files.lock();
      try {
        finishRead();
        segment = pending.peekFirst();
        if (segment == null || cursor >= segment.length()) {
          return null;
        }
        from = cursor;
        to = segment.length();
        doubtfulBefore = sending;
      } finally {
        files.unlock();
      }
      Window window = read(segment, from, to, doubtfulBefore, maxRecords, maxBytes);
      if (window != null) {
        return window;
      }
    }
  }

  private @Nullable Window read(
      Segment segment, long from, long to, long doubtfulBefore, int maxRecords, long maxBytes)
      throws IOException {
    List<SpoolRecord> records = new ArrayList<>();
    long end;
    try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
      RecordReader reader = new RecordReader(channel, from, to);
      while (records.size() < maxRecords && reader.position() - from < maxBytes) {
        ByteBuffer payload = reader.next();
        if (payload != null) {
          SpoolRecord record = SpoolRecord.read(payload, doubtfulBefore);
          if (record == null) {
            damaged(segment, reader.position());
          } else {
            records.add(record);
          }
        } else if (reader.isDamaged()) {
          damaged(segment, reader.position());
          if (!reader.skip()) {
            break;
          }
        } else {
          break;
        }
      }
      end = reader.isDamaged() ? to : reader.position();
    }
    if (records.isEmpty()) {
      files.lock();
      try {
        cursor = end;
      } finally {
        files.unlock();
      }
      return null;
    }
    return new Window(segment, end, records);
  }

  /**
   * Looks at the oldest records that are on disk and not acknowledged, without reading them for
   * good.
   *
   * @return the sequence behind the last record that was looked at
   */
  public long peek(int maxRecords, Consumer<SpoolRecord> visitor) throws IOException {
    List<Segment> segments;
    long from;
    long sequence;
    long doubtfulBefore;
    files.lock();
    try {
      finishRead();
      segments = List.copyOf(pending);
      from = cursor;
      sequence = acknowledged;
      doubtfulBefore = sending;
    } finally {
      files.unlock();
    }
    int left = maxRecords;
    for (Segment segment : segments) {
      try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
        RecordReader reader = new RecordReader(channel, from, lengthOf(segment));
        ByteBuffer payload = nextGood(reader);
        while (payload != null && left > 0) {
          SpoolRecord record = SpoolRecord.read(payload, doubtfulBefore);
          if (record != null) {
            visitor.accept(record);
            sequence = record.sequence() + 1;
            left--;
          }
          payload = nextGood(reader);
        }
      }
      if (left == 0) {
        break;
      }
      from = 0;
    }
    return sequence;
  }

  private long lengthOf(Segment segment) {
    files.lock();
    try {
      return segment.length();
    } finally {
      files.unlock();
    }
  }

  /** The next payload, behind damage that can be left out. */
  private static @Nullable ByteBuffer nextGood(RecordReader reader) throws IOException {
    ByteBuffer payload = reader.next();
    while (payload == null && reader.skip()) {
      payload = reader.next();
    }
    return payload;
  }

  private void damaged(Segment segment, long at) {
    damaged.increment();
    log.error("{} is damaged at byte {}", segment.file(), at);
  }

  /**
   * Notes that the records are about to be sent: from now on the log may have them.
   *
   * @param acknowledgedPositions the last offset that the log acknowledged, by {@code
   *     topic/partition}
   */
  public void sending(Window window, Map<String, Long> acknowledgedPositions) throws IOException {
    files.lock();
    try {
      sending = Math.max(sending, window.endSequence());
      positions = Map.copyOf(acknowledgedPositions);
    } finally {
      files.unlock();
    }
    writeProgress();
  }

  /** Notes that the log has the records. */
  public void acknowledge(Window window) {
    files.lock();
    try {
      if (!window.segment.equals(pending.peekFirst())) {
        throw new IllegalStateException("acknowledged out of order");
      }
      acknowledged = window.endSequence();
      cursor = window.end;
      recordsInFiles -= window.records().size();
      oldestAt = window.records().getLast().acceptedAt();
      drained.increment(window.records().size());
      finishRead();
    } finally {
      files.unlock();
    }
  }

  /**
   * Closes the last segment when nothing waits.
   *
   * @return whether nothing waits
   */
  public boolean rest(Map<String, Long> acknowledgedPositions) throws IOException {
    files.lock();
    try {
      finishRead();
      Segment first = pending.peekFirst();
      if (queue.records() > 0 || (first != null && cursor < first.length())) {
        return false;
      }
      if (current == null) {
        return true;
      }
      closeCurrent();
      finishRead();
      positions = Map.copyOf(acknowledgedPositions);
    } finally {
      files.unlock();
    }
    writeProgress();
    return true;
  }

  /** The last offset that the log had acknowledged when that was last noted. */
  public Map<String, Long> positions() {
    files.lock();
    try {
      return positions;
    } finally {
      files.unlock();
    }
  }

  /** Whether acknowledged records are kept. */
  public boolean keeps() {
    files.lock();
    try {
      return !kept.isEmpty();
    } finally {
      files.unlock();
    }
  }

  /**
   * Lets all records that are kept wait again, as ones that the log may have or not: it has lost
   * some that it acknowledged.
   *
   * @param acknowledgedPositions what it has now
   */
  public void reopen(Map<String, Long> acknowledgedPositions) throws IOException {
    files.lock();
    try {
      while (!kept.isEmpty()) {
        Segment segment = kept.removeLast();
        move(segment, Segment.PENDING);
        segment.scan(0);
        keptBytes -= segment.length();
        fileBytes += segment.length();
        pending.addFirst(segment);
      }
      queue.fileBytes(fileBytes);
      cursor = 0;
      recordsInFiles = 0;
      for (Segment segment : pending) {
        recordsInFiles += segment.records();
      }
      sending = queue.nextSequence();
      acknowledged = pending.isEmpty() ? sending : pending.getFirst().first();
      positions = Map.copyOf(acknowledgedPositions);
    } finally {
      files.unlock();
    }
    writeProgress();
  }

  /** Deletes what was kept long enough. */
  public void expire() {
    files.lock();
    try {
      long before = clock.millis() - settings.kept().toMillis();
      while (!kept.isEmpty() && doneAt(kept.getFirst()) <= before) {
        deleteOldestKept();
      }
    } finally {
      files.unlock();
    }
  }

  /** Moves on behind segments whose records are all acknowledged. */
  private void finishRead() {
    while (true) {
      Segment first = pending.peekFirst();
      if (first == null || cursor < first.length()) {
        return;
      }
      if (first.equals(current)) {
        recordsInFiles = 0;
        return;
      }
      pending.removeFirst();
      cursor = 0;
      fileBytes -= first.length();
      queue.fileBytes(fileBytes);
      try {
        move(first, Segment.DONE);
        Files.setLastModifiedTime(first.file(), FileTime.from(clock.instant()));
        kept.addLast(first);
        keptBytes += first.length();
      } catch (IOException e) {
        log.warn("{} cannot be put aside: {}", first.file(), e.toString());
      }
    }
  }

  private static void move(Segment segment, String state) throws IOException {
    Path target = segment.named(state);
    Files.move(segment.file(), target, StandardCopyOption.ATOMIC_MOVE);
    segment.movedTo(target);
  }

  private long doneAt(Segment segment) {
    try {
      return Files.getLastModifiedTime(segment.file()).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  private void deleteOldestKept() {
    Segment oldest = kept.removeFirst();
    keptBytes -= oldest.length();
    try {
      Files.deleteIfExists(oldest.file());
    } catch (IOException e) {
      log.warn("{} cannot be deleted: {}", oldest.file(), e.toString());
    }
  }

  private void writeProgress() throws IOException {
    Progress progress;
    files.lock();
    try {
      progress = new Progress(acknowledged, sending, positions);
    } finally {
      files.unlock();
    }
    progress.write(progressFile);
  }

  // How it is

  /** Whether records can be taken, and are likely to be for a while. */
  public boolean ready() {
    files.lock();
    try {
      return opened && !queue.isFailing() && used() < FULL_AT;
    } finally {
      files.unlock();
    }
  }

  /** The part of the limit that waiting records take. Never blocks. */
  public double used() {
    return queue.used();
  }

  /** Records that were taken and are not acknowledged. */
  public long waitingRecords() {
    files.lock();
    try {
      return recordsInFiles + queue.records();
    } finally {
      files.unlock();
    }
  }

  private double waitingBytes() {
    files.lock();
    try {
      return fileBytes - cursor + queue.bytes();
    } finally {
      files.unlock();
    }
  }

  private double keptBytes() {
    files.lock();
    try {
      return keptBytes;
    } finally {
      files.unlock();
    }
  }

  private double oldestSeconds() {
    files.lock();
    try {
      return recordsInFiles == 0 ? 0 : Math.max(0, clock.millis() - oldestAt) / 1000.0;
    } finally {
      files.unlock();
    }
  }

  // Opening

  private void open() {
    files.lock();
    try {
      if (folderLock == null) {
        Files.createDirectories(settings.folder());
        folderLock = lockFolder();
      }
      load();
      opened = true;
      queue.failing(false);
    } catch (IOException e) {
      queue.failing(true);
      log.error("the spool {} cannot be used: {}", settings.folder(), e.toString());
    } finally {
      files.unlock();
    }
  }

  private FileChannel lockFolder() throws IOException {
    FileChannel channel =
        FileChannel.open(
            settings.folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null;
    }
    if (held == null) {
      channel.close();
      throw new IllegalStateException(
          "another process uses the spool " + settings.folder().toAbsolutePath());
    }
    return channel;
  }

  private void load() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(settings.folder())) {
      files = found.filter(path -> Segment.firstOf(path) >= 0).sorted().toList();
    }
    Progress progress = Progress.read(progressFile);
    acknowledged = progress == null ? 0 : progress.acknowledged();
    positions = progress == null ? Map.of() : progress.positions();
    if (progress != null) {
      queue.continueFrom(Math.max(progress.acknowledged(), progress.sending()));
    }
    pending.clear();
    kept.clear();
    fileBytes = 0;
    keptBytes = 0;
    recordsInFiles = 0;
    cursor = 0;
    for (Path path : files) {
      Segment segment = new Segment(path, Segment.firstOf(path));
      String name = path.toString();
      if (name.endsWith(Segment.PENDING)) {
        takeUp(segment);
      } else if (name.endsWith(Segment.DONE)) {
        segment.add(Files.size(path), 0, segment.first() + Files.size(path));
        kept.addLast(segment);
        keptBytes += segment.length();
        queue.continueFrom(segment.next());
      }
    }
    sending = progress == null ? queue.nextSequence() : progress.sending();
    cutTornTail();
    finishRead();
    queue.fileBytes(fileBytes);
    if (recordsInFiles > 0) {
      log.info("{} records wait in the spool {}", recordsInFiles, settings.folder());
    }
  }

  private void takeUp(Segment segment) throws IOException {
    Segment.Scan scan = segment.scan(acknowledged);
    queue.continueFrom(segment.next());
    if (segment.records() == 0) {
      Files.delete(segment.file());
      return;
    }
    boolean first = pending.isEmpty();
    pending.addLast(segment);
    fileBytes += segment.length();
    if (first) {
      cursor = scan.at();
      finishRead();
    }
    recordsInFiles += scan.records();
    if (oldestAt == 0 && scan.records() > 0) {
      oldestAt = Files.getLastModifiedTime(segment.file()).toMillis();
    }
  }

  private void cutTornTail() throws IOException {
    Segment last = pending.peekLast();
    if (last == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(last.file(), StandardOpenOption.WRITE)) {
      if (channel.size() > last.length()) {
        log.warn(
            "{} bytes of {} were not written to their end and are cut off",
            channel.size() - last.length(),
            last.file());
        channel.truncate(last.length());
        channel.force(true);
      }
    }
  }

  // Writing

  private void writeAll() {
    boolean more = true;
    while (more) {
      try {
        more = queue.await(TRY_AGAIN.toNanos());
      } catch (InterruptedException e) {
        // Nobody interrupts this thread on purpose, and an interrupt would close the file.
        continue;
      }
      if (queue.isFailing()) {
        recover();
      }
      awaitTurn();
      List<Queued> batch = queue.take();
      if (!batch.isEmpty()) {
        write(batch);
      }
    }
  }

  /** Lets a group form when the disk was forced just now. */
  private void awaitTurn() {
    long rest = settings.forceEvery().toNanos() - (System.nanoTime() - forcedAt);
    if (rest > 0) {
      LockSupport.parkNanos(rest);
    }
    forcedAt = System.nanoTime();
  }

  private void write(List<Queued> batch) {
    int durable = 0;
    try {
      while (durable < batch.size()) {
        durable = writePart(batch, durable);
      }
    } catch (IOException e) {
      fail(batch.subList(durable, batch.size()), e);
    }
    makeRoom();
  }

  /** Writes what fits into the segment; the index behind the last record that is durable. */
  private int writePart(List<Queued> batch, int from) throws IOException {
    Segment segment = segment(batch.get(from).record().sequence());
    Disk.Appending target = Objects.requireNonNull(file);
    int to = from;
    long bytes = 0;
    buffer.clear();
    while (to < batch.size()
        && segment.length() + bytes + buffer.position() < settings.segmentBytes()) {
      SpoolRecord record = batch.get(to).record();
      int wanted = Records.OVERHEAD + record.maxPayload();
      if (wanted > buffer.remaining()) {
        bytes += flush(target);
        if (wanted > buffer.capacity()) {
          buffer = ByteBuffer.allocateDirect(wanted);
        }
      }
      int begun = Records.begin(buffer);
      record.write(buffer);
      Records.end(buffer, begun);
      to++;
    }
    bytes += flush(target);
    long started = System.nanoTime();
    target.force();
    forceTime.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
    commit(segment, bytes, batch.subList(from, to));
    return to;
  }

  private long flush(Disk.Appending target) throws IOException {
    buffer.flip();
    long bytes = buffer.remaining();
    target.write(buffer);
    buffer.clear();
    return bytes;
  }

  private Segment segment(long first) throws IOException {
    files.lock();
    try {
      Segment open = current;
      if (open != null && open.length() < settings.segmentBytes()) {
        return open;
      }
      closeCurrent();
    } finally {
      files.unlock();
    }
    Path path = Segment.pending(settings.folder(), first);
    Disk.Appending fresh = disk.create(path);
    Segment segment = new Segment(path, first);
    files.lock();
    try {
      file = fresh;
      current = segment;
      if (pending.isEmpty()) {
        cursor = 0;
      }
      pending.addLast(segment);
    } finally {
      files.unlock();
    }
    return segment;
  }

  private void closeCurrent() {
    Disk.Appending open = file;
    file = null;
    current = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.warn("a segment of the spool cannot be closed: {}", e.toString());
      }
    }
  }

  private void commit(Segment segment, long bytes, List<Queued> part) {
    files.lock();
    try {
      if (recordsInFiles == 0) {
        oldestAt = part.getFirst().record().acceptedAt();
      }
      recordsInFiles += part.size();
      segment.add(bytes, part.size(), part.getLast().record().sequence() + 1);
      fileBytes += bytes;
      queue.fileBytes(fileBytes);
    } finally {
      files.unlock();
    }
    queue.done(part);
    for (Queued queued : part) {
      queued.waiting().durable();
    }
  }

  private void fail(List<Queued> part, IOException cause) {
    log.error("the spool {} cannot be written: {}", settings.folder(), cause.toString());
    queue.failing(true);
    files.lock();
    try {
      abandonCurrent();
    } finally {
      files.unlock();
    }
    queue.done(part);
    for (Queued queued : part) {
      queued.waiting().refused("disk_error");
    }
  }

  /** What was written and not forced is in doubt: it is cut off where the disk lets that happen. */
  private void abandonCurrent() {
    Segment open = current;
    Disk.Appending target = file;
    if (open != null && target != null) {
      try {
        target.truncate(open.length());
      } catch (IOException e) {
        log.warn("{} cannot be cut: {}", open.file(), e.toString());
      }
    }
    closeCurrent();
    finishRead();
  }

  /** Tries whether the disk can be written again. */
  private void recover() {
    if (!opened) {
      open();
      return;
    }
    Path probe = settings.folder().resolve("probe");
    try {
      Files.deleteIfExists(probe);
      try (Disk.Appending target = disk.create(probe)) {
        target.write(ByteBuffer.wrap(new byte[Long.BYTES]));
        target.force();
      }
      Files.deleteIfExists(probe);
      queue.failing(false);
      log.info("the spool {} can be written again", settings.folder());
    } catch (IOException e) {
      log.debug("the spool still cannot be written: {}", e.toString());
    }
  }

  private void makeRoom() {
    files.lock();
    try {
      while (!kept.isEmpty() && fileBytes + queue.bytes() + keptBytes > settings.limit()) {
        deleteOldestKept();
      }
      boolean much = used() >= WARN_AT;
      if (much && !warned) {
        log.warn("{} % of the spool {} are used", Math.round(used() * 100), settings.folder());
      }
      warned = much;
    } finally {
      files.unlock();
    }
  }

  /** Writes what was given and ends. */
  @Override
  public void close() {
    queue.close();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    files.lock();
    try {
      closeCurrent();
      if (folderLock != null) {
        folderLock.close();
        folderLock = null;
      }
    } catch (IOException e) {
      log.warn("the lock of the spool cannot be released: {}", e.toString());
    } finally {
      files.unlock();
    }
  }
}
