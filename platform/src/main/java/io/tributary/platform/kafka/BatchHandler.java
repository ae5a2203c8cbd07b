package io.tributary.platform.kafka;

import java.util.List;

/**
 * Applies a batch of records, all or nothing: when it returns, their offsets are committed.
 *
 * <p>A {@link PermanentFailure} sends the record it names to the dead letters; any other exception
 * is taken for an outage, and the batch comes again until it goes through.
 */
@FunctionalInterface
public interface BatchHandler<V> {

  void handle(List<Received<V>> batch);
}
