package io.tributary.platform.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {

  private @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    List<byte[]> payloads = payloads(200, 5_000, 1);
    payloads.add(filled(Records.MAX_PAYLOAD));
    assertThat(read(file(payloads)).payloads).isEqualTo(wrapped(payloads));
  }

  @Test
  void aFileThatIsCutAnywhereGivesTheWholeRecordsBeforeTheCut() throws IOException {
    List<byte[]> payloads = payloads(8, 40, 2);
    byte[] whole = bytes(payloads);
    for (int length = 0; length <= whole.length; length++) {
      Read read = read(file(Arrays.copyOf(whole, length)));
      int complete = complete(payloads, length);
      assertThat(read.payloads)
          .as("cut at %d", length)
          .isEqualTo(wrapped(payloads.subList(0, complete)));
      assertThat(read.position).isEqualTo(bytes(payloads.subList(0, complete)).length);
      assertThat(read.damaged).isEqualTo(read.position < length);
    }
  }

  @Test
  void noBitCanChangeUnnoticed() throws IOException {
    List<byte[]> payloads = payloads(5, 20, 3);
    byte[] whole = bytes(payloads);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] changed = whole.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      Read read = read(file(changed));
      int before = complete(payloads, bit / 8);
      assertThat(read.payloads).as("bit %d", bit).isEqualTo(wrapped(payloads.subList(0, before)));

      assertThat(read.damaged).isTrue();
    }
  }

  @Test
  void aDamagedRecordWhoseLengthIsRightCanBeLeftOut() throws IOException {
    List<byte[]> payloads = payloads(3, 20, 4);
    byte[] changed = bytes(payloads);
    changed[bytes(payloads.subList(0, 1)).length + Records.OVERHEAD]++;
    try (FileChannel channel = FileChannel.open(file(changed), StandardOpenOption.READ)) {
      RecordReader reader = new RecordReader(channel, 0, channel.size());
      assertThat(reader.next()).isNotNull();
      assertThat(reader.next()).isNull();
      assertThat(reader.skip()).isTrue();
      ByteBuffer last = reader.next();
      assertThat(last).isNotNull();
      assertThat(copy(last)).isEqualTo(payloads.getLast());
      assertThat(reader.next()).isNull();
      assertThat(reader.isDamaged()).isFalse();
    }
  }

  @Test
  void aDamagedLastRecordIsTheEnd() throws IOException {
    byte[] changed = bytes(payloads(3, 20, 5));
    changed[changed.length - 1]++;
    try (FileChannel channel = FileChannel.open(file(changed), StandardOpenOption.READ)) {
      RecordReader reader = new RecordReader(channel, 0, channel.size());
      while (reader.next() != null) {
        assertThat(reader.isDamaged()).isFalse();
      }
      long end = reader.position();
      assertThat(reader.skip()).isFalse();
      assertThat(reader.position()).isEqualTo(end);
    }
  }

  @Test
  void zerosAreNoRecords() throws IOException {
    Read read = read(file(new byte[100]));
    assertThat(read.payloads).isEmpty();
    assertThat(read.damaged).isTrue();
  }

  @Test
  void aPayloadHasBounds() {
    ByteBuffer buffer = ByteBuffer.allocate(Records.MAX_PAYLOAD + 100);
    int begun = Records.begin(buffer);
    assertThatThrownBy(() -> Records.end(buffer, begun))
        .isInstanceOf(IllegalArgumentException.class);
    buffer.put(new byte[Records.MAX_PAYLOAD + 1]);
    assertThatThrownBy(() -> Records.end(buffer, begun))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private record Read(List<ByteBuffer> payloads, long position, boolean damaged) {}

  private static Read read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      RecordReader reader = new RecordReader(channel, 0, channel.size());
      List<ByteBuffer> payloads = new ArrayList<>();
      for (ByteBuffer payload = reader.next(); payload != null; payload = reader.next()) {
        payloads.add(ByteBuffer.wrap(copy(payload)));
      }
      return new Read(payloads, reader.position(), reader.isDamaged());
    }
  }

  private static List<ByteBuffer> wrapped(List<byte[]> payloads) {
    return payloads.stream().map(ByteBuffer::wrap).toList();
  }

  private static byte[] copy(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  private static int complete(List<byte[]> payloads, int length) {
    int complete = 0;
    long end = 0;
    for (byte[] payload : payloads) {
      end += Records.OVERHEAD + payload.length;
      if (end > length) {
        break;
      }
      complete++;
    }
    return complete;
  }

  private static List<byte[]> payloads(int count, int most, long seed) {
    Random random = new Random(seed);
    List<byte[]> payloads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] payload = new byte[1 + random.nextInt(most)];
      random.nextBytes(payload);
      payloads.add(payload);
    }
    return payloads;
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }

  private static byte[] bytes(List<byte[]> payloads) {
    int length = payloads.stream().mapToInt(payload -> payload.length + Records.OVERHEAD).sum();
    ByteBuffer buffer = ByteBuffer.allocate(length);
    for (byte[] payload : payloads) {
      int begun = Records.begin(buffer);
      buffer.put(payload);
      Records.end(buffer, begun);
    }
    return buffer.array();
  }

  private Path file(List<byte[]> payloads) throws IOException {
    return file(bytes(payloads));
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("records"), content);
  }
}
