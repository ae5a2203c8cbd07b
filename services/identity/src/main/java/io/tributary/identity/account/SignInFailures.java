package io.tributary.identity.account;

/** The back-off of every address that fails to sign in, whether it is a user's or nobody's. */
public interface SignInFailures {

  BackOff of(String email);

  /** Counts one more failure and answers the new state. */
  BackOff count(String email);

  void clear(String email);
}
