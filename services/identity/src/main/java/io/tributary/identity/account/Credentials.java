package io.tributary.identity.account;

/** A user with the stored form of the password. */
public record Credentials(User user, String passwordHash) {

  @Override
  public String toString() {
    return "Credentials of " + user.userId();
  }
}
