package io.tributary.tracking.agent;

import org.jspecify.annotations.Nullable;

/** Whether a user agent is as long as one is. */
public enum AgentLength {
  EMPTY,
  /** Shorter than {@value #USUAL_FROM} characters. */
  SHORT,
  USUAL,
  /** Longer than {@value #USUAL_TO} characters; the rest is not looked at. */
  LONG;

  public static final int USUAL_FROM = 10;
  public static final int USUAL_TO = 2_048;

  static AgentLength of(@Nullable String userAgent) {
    if (userAgent == null || userAgent.isBlank()) {
      return EMPTY;
    }
    int length = userAgent.length();
    if (length < USUAL_FROM) {
      return SHORT;
    }
    return length > USUAL_TO ? LONG : USUAL;
  }
}
