package io.tributary.tracking.stream;

import io.tributary.tracking.sink.TouchSink.Stored;
import io.tributary.tracking.spool.Spool;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way to be durable: what the caller waits for, what the producer calls back and
 * what the spool tells, in one object per record.
 */
final class Outgoing extends CompletableFuture<Stored> implements Callback, Spool.Waiting {

  private static final Stored DURABLE = new Stored.Durable();

  private enum State {
    /** The producer does not have it. */
    HERE,
    UNDER_WAY,
    ACKNOWLEDGED,
    FAILED
  }

  private final LogWriter log;
  private final LogWriter.Target target;
  private final String key;
  private final byte[] value;
  private final long givenAt;
  private long spooledAs = -1;
  private volatile State state = State.HERE;

  /**
   * A record that was just given.
   *
   * @param givenAt by the clock that is compared with later, in nanoseconds
   */
  Outgoing(LogWriter log, LogWriter.Target target, String key, byte[] value, long givenAt) {
    this.log = log;
    this.target = target;
    this.key = key;
    this.value = value;
    this.givenAt = givenAt;
  }

  LogWriter.Target target() {
    return target;
  }

  String key() {
    return key;
  }

  byte[] value() {
    return value;
  }

  long givenAt() {
    return givenAt;
  }

  /** Before the producer gets it. */
  void underWay() {
    state = State.UNDER_WAY;
  }

  /** Puts it into the spool, marked when the producer has or had it. */
  boolean spool(Spool spool) {
    spooledAs = spool.append(target.topic(), key, value, state != State.HERE, this);
    return spooledAs >= 0;
  }

  /** Its sequence in the spool; negative when it is not there. */
  long spooledAs() {
    return spooledAs;
  }

  boolean isAcknowledged() {
    return state == State.ACKNOWLEDGED;
  }

  boolean hasFailed() {
    return state == State.FAILED;
  }

  boolean wasSent() {
    return state != State.HERE;
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
    if (failure == null && metadata != null) {
      target.acknowledged(metadata.partition(), metadata.offset());
      state = State.ACKNOWLEDGED;
      log.ended(this, null);
      complete(DURABLE);
    } else {
      // It goes to the spool, whose word is the one that counts.
      state = State.FAILED;
      log.ended(this, failure);
    }
  }

  @Override
  public void durable() {
    complete(DURABLE);
  }

  @Override
  public void refused(String reason) {
    complete(new Stored.NotDurable(reason));
  }
}
