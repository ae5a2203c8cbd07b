package io.tributary.identity.account;

/** Slow hashes of passwords. All methods may throw {@link Overloaded}. */
public interface Passwords {

  String hash(String password);

  boolean matches(String password, String hash);

  /** Whether a hash was made with weaker parameters than those of today. */
  boolean isOutdated(String hash);

  /** Takes as long as {@link #matches} and tells nothing. */
  void matchNothing(String password);

  /** More hashing is asked for than this machine can do in time. */
  final class Overloaded extends RuntimeException {

    public Overloaded() {
      super("too many passwords to hash", null, false, false);
    }
  }
}
