package io.tributary.identity.token;

import java.time.Duration;

/** A signed token in its compact form. */
public record AccessToken(String text, Duration life) {

  @Override
  public String toString() {
    return "AccessToken";
  }
}
