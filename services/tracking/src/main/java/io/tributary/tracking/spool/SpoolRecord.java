package io.tributary.tracking.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A record for the log, as it waits in the spool. */
public final class SpoolRecord {

  private static final byte FORM = 1;
  private static final byte DOUBTFUL = 1;

  private final long sequence;
  private final long acceptedAt;
  private final boolean doubtful;
  private final String topic;
  private final String key;
  private final byte[] value;

  SpoolRecord(
      long sequence, long acceptedAt, boolean doubtful, String topic, String key, byte[] value) {
    this.sequence = sequence;
    this.acceptedAt = acceptedAt;
    this.doubtful = doubtful;
    this.topic = topic;
    this.key = key;
    this.value = value;
  }

  /** Its place in the spool; ascending, with gaps where writing failed. */
  public long sequence() {
    return sequence;
  }

  /** When the spool took it, in milliseconds of the epoch. */
  public long acceptedAt() {
    return acceptedAt;
  }

  /** Whether the log may have it already. */
  public boolean isDoubtful() {
    return doubtful;
  }

  public String topic() {
    return topic;
  }

  public String key() {
    return key;
  }

  /** What the log is to hold; not to be changed. */
  public byte[] value() {
    return value;
  }

  /** Bytes of its payload in the file, at most. */
  int maxPayload() {
    return 24 + 3 * (topic.length() + key.length()) + value.length;
  }

  void write(ByteBuffer target) {
    target.put(FORM);
    target.put(doubtful ? DOUBTFUL : 0);
    target.putLong(sequence);
    target.putLong(acceptedAt);
    putText(target, topic);
    putText(target, key);
    target.put(value);
  }

  /** The record of a payload; null when it has another form. */
  static @Nullable SpoolRecord read(ByteBuffer payload, long doubtfulBefore) {
    if (payload.remaining() < 22 || payload.get() != FORM) {
      return null;
    }
    boolean doubtful = payload.get() == DOUBTFUL;
    long sequence = payload.getLong();
    long acceptedAt = payload.getLong();
    String topic = text(payload);
    String key = text(payload);
    byte[] value = new byte[payload.remaining()];
    payload.get(value);
    return new SpoolRecord(
        sequence, acceptedAt, doubtful || sequence < doubtfulBefore, topic, key, value);
  }

  /** The sequence of a payload without the rest of it; negative when it has another form. */
  static long sequence(ByteBuffer payload) {
    return payload.remaining() < 22 || payload.get(0) != FORM ? -1 : payload.getLong(2);
  }

  private static void putText(ByteBuffer target, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    target.putShort((short) bytes.length);
    target.put(bytes);
  }

  private static String text(ByteBuffer payload) {
    byte[] bytes = new byte[payload.getShort() & 0xffff];
    payload.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
