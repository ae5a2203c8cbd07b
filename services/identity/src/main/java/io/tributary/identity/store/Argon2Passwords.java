package io.tributary.identity.store;

import io.tributary.identity.account.Passwords;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2id with 19 MiB and two passes. A hash costs up to half a second of a small machine, so few
 * run at once and few wait; beyond that the caller is told to come back.
 */
public final class Argon2Passwords implements Passwords {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int MAX_WAITING = 20;
  private static final Duration MAX_WAIT = Duration.ofSeconds(2);

  private final PasswordEncoder encoder =
      new DelegatingPasswordEncoder(
          "argon2",
          Map.of(
              "argon2",
              new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES)));
  private final Semaphore running;
  private final AtomicInteger waiting = new AtomicInteger();
  private final String nobodys;

  /**
   * Hashes of passwords.
   *
   * @param atOnce hashes that may be computed at the same time
   */
  public Argon2Passwords(int atOnce) {
    this.running = new Semaphore(atOnce, true);
    this.nobodys = encode("of nobody, only to spend the time");
  }

  @Override
  public String hash(String password) {
    return limited(() -> encode(password));
  }

  @Override
  public boolean matches(String password, String hash) {
    return limited(() -> encoder.matches(password, hash));
  }

  @Override
  public boolean isOutdated(String hash) {
    return encoder.upgradeEncoding(hash);
  }

  @Override
  public void matchNothing(String password) {
    boolean unused = matches(password, nobodys);
  }

  private String encode(String password) {
    String hash = encoder.encode(password);
    if (hash == null) {
      throw new IllegalStateException("no hash");
    }
    return hash;
  }

  private <T> T limited(Supplier<T> work) {
    try {
      if (waiting.incrementAndGet() > MAX_WAITING
          || !running.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Overloaded();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Overloaded();
    } finally {
      waiting.decrementAndGet();
    }
    try {
      return work.get();
    } finally {
      running.release();
    }
  }
}
