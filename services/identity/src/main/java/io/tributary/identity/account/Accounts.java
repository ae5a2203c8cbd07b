package io.tributary.identity.account;

import java.util.Optional;

/** The users of all tenants, as signing in needs them. */
public interface Accounts {

  /** The user of this address, in whichever tenant. */
  Optional<Credentials> byEmail(String email);

  /** Remembers that the user signed in. */
  void signedIn(User user);

  /** Remembers that somebody gave a wrong password for the user. */
  void refused(User user);

  /** Stores the password's new form. */
  void rehashed(User user, String passwordHash);
}
