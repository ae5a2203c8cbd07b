package io.tributary.identity.account;

import java.util.Optional;

/** What a password must be like: long. Any character is welcome, and none is demanded. */
public final class PasswordPolicy {

  public static final int MIN_LENGTH = 12;
  public static final int MAX_LENGTH = 128;

  private PasswordPolicy() {}

  /** Why the password is refused; empty when it is not. */
  public static Optional<String> complaint(String password) {
    int length = password.codePointCount(0, password.length());
    return length < MIN_LENGTH || length > MAX_LENGTH
        ? Optional.of("must have %d to %d characters".formatted(MIN_LENGTH, MAX_LENGTH))
        : Optional.empty();
  }
}
