package io.tributary.tracking.agent;

import org.jspecify.annotations.Nullable;

/**
 * Answers that were given last, one in each place of a hash. Threads may undo each other's work,
 * and nothing else.
 */
final class Recents<K, V> {

  /** A power of two; 2 MiB of user agents of the usual length. */
  private static final int PLACES = 8_192;

  private final @Nullable Entry<K, V>[] entries;

  private record Entry<K, V>(K question, V answer) {}

  @SuppressWarnings("unchecked")
  Recents() {
    entries = (Entry<K, V>[]) new Entry<?, ?>[PLACES];
  }

  @Nullable V answer(K question) {
    Entry<K, V> entry = entries[place(question)];
    return entry != null && entry.question().equals(question) ? entry.answer() : null;
  }

  void keep(K question, V answer) {
    entries[place(question)] = new Entry<>(question, answer);
  }

  private static int place(Object question) {
    int hash = question.hashCode();
    return (hash ^ hash >>> 16) & (PLACES - 1);
  }
}
