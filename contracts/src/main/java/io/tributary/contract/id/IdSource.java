package io.tributary.contract.id;

import com.github.f4b6a3.ulid.UlidCreator;

/** Where new ULIDs come from: 26 characters of Crockford base 32, ascending within a process. */
@FunctionalInterface
public interface IdSource {

  /** The next ULID, without a prefix. */
  String next();

  /** Monotonic ULIDs of the system clock and a secure random source. */
  static IdSource system() {
    return () -> UlidCreator.getMonotonicUlid().toString();
  }
}
