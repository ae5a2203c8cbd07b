package io.tributary.attribution.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Visits a store's entries round and round, some at a time, and lets go of what is too old. */
final class Sweep<V> {

  /** How often some entries are visited, in stream time. */
  static final Duration EVERY = Duration.ofSeconds(10);

  /** How many; about 20 milliseconds of work. */
  static final int AT_A_TIME = 5_000;

  private final KeyValueStore<String, V> store;
  private final BiFunction<V, Instant, @Nullable V> kept;
  private @Nullable String position;

  /**
   * A sweep over a store.
   *
   * @param kept what stays of a value; null when nothing does
   */
  Sweep(KeyValueStore<String, V> store, BiFunction<V, Instant, @Nullable V> kept) {
    this.store = store;
    this.kept = kept;
  }

  void run(long streamTime) {
    Instant now = Instant.ofEpochMilli(streamTime);
    try (KeyValueIterator<String, V> entries = entries()) {
      String last = null;
      for (int i = 0; i < AT_A_TIME && entries.hasNext(); i++) {
        KeyValue<String, V> entry = entries.next();
        last = entry.key;
        V left = kept.apply(entry.value, now);
        if (left == null) {
          store.delete(entry.key);
        } else if (!left.equals(entry.value)) {
          store.put(entry.key, left);
        }
      }
      position = entries.hasNext() ? last : null;
    }
  }

  @SuppressWarnings("NullAway") // A range without an end goes on to the last key.
  private KeyValueIterator<String, V> entries() {
    return position == null ? store.all() : store.range(position, null);
  }
}
