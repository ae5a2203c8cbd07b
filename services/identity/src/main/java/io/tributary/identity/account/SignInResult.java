package io.tributary.identity.account;

import java.time.Duration;

/** What comes of trying to sign in. */
public sealed interface SignInResult {

  record SignedIn(User user) implements SignInResult {}

  /** Unknown address, wrong password or disabled user: the three look the same from outside. */
  record WrongCredentials() implements SignInResult {}

  /** Too many failures of this account or from this client address. */
  record SlowDown(Duration delay) implements SignInResult {}

  /** The machine cannot check passwords fast enough now. */
  record Overloaded() implements SignInResult {}
}
