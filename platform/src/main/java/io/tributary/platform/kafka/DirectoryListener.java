package io.tributary.platform.kafka;

import org.jspecify.annotations.Nullable;

/** Takes the entries of a compacted topic, in order. */
@FunctionalInterface
public interface DirectoryListener<V> {

  /**
   * Applies an entry.
   *
   * @param value null when the entry was deleted
   */
  void apply(String key, @Nullable V value);
}
