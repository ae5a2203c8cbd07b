package io.tributary.contract.topic;

import java.time.Duration;

/**
 * A topic as a typed value.
 *
 * @param key what its records are keyed by, in words
 * @param valueType what its records hold, as JSON
 * @param partitions fixed for the life of the topic, since the key decides the partition
 */
public record Topic<V>(
    String name, String key, Class<V> valueType, int partitions, Retention retention) {

  /** Where records of this topic go that cannot be processed: same key, payload unchanged. */
  public String deadLetterName() {
    return name + ".dead";
  }

  /** How long records stay. */
  public sealed interface Retention {

    /** Records stay this long. */
    record For(Duration time) implements Retention {}

    /** Records stay. */
    record Forever() implements Retention {}

    /** The newest record of each key stays. */
    record Compacted() implements Retention {}
  }
}
