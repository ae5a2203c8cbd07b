package io.tributary.identity.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Signing in with e-mail and password, as hard to guess and as quiet about users as it can be. */
public final class SignIn {

  private final Accounts accounts;
  private final Passwords passwords;
  private final SignInFailures failures;
  private final AttemptLimit perAddress;
  private final InstantSource clock;

  public SignIn(
      Accounts accounts,
      Passwords passwords,
      SignInFailures failures,
      AttemptLimit perAddress,
      InstantSource clock) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.failures = failures;
    this.perAddress = perAddress;
    this.clock = clock;
  }

  /**
   * Checks the credentials.
   *
   * @param address of the client, which is limited too
   */
  public SignInResult attempt(String givenEmail, String password, String address) {
    String email = Emails.normalised(givenEmail);
    Duration addressWait = perAddress.take(address);
    if (addressWait.isPositive()) {
      return new SignInResult.SlowDown(addressWait);
    }
    Duration accountWait = failures.of(email).left(clock.instant());
    if (accountWait.isPositive()) {
      return new SignInResult.SlowDown(accountWait);
    }
    try {
      return check(email, password, address);
    } catch (Passwords.Overloaded e) {
      perAddress.giveBack(address);
      return new SignInResult.Overloaded();
    }
  }

  private SignInResult check(String email, String password, String address) {
    Optional<Credentials> found = accounts.byEmail(email);
    if (found.isEmpty()) {
      passwords.matchNothing(password);
      return refused(email);
    }
    Credentials credentials = found.get();
    User user = credentials.user();
    boolean matches = passwords.matches(password, credentials.passwordHash());
    if (!matches || !user.active()) {
      accounts.refused(user);
      return refused(email);
    }
    if (passwords.isOutdated(credentials.passwordHash())) {
      accounts.rehashed(user, passwords.hash(password));
    }
    failures.clear(email);
    perAddress.giveBack(address);
    accounts.signedIn(user);
    return new SignInResult.SignedIn(user);
  }

  private SignInResult refused(String email) {
    failures.count(email);
    return new SignInResult.WrongCredentials();
  }
}
