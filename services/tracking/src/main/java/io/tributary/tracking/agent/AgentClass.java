package io.tributary.tracking.agent;

/** What stands behind a user agent. */
public enum AgentClass {
  /** A browser that a person uses. */
  HUMAN,
  /** A declared crawler, monitor, scanner, preview fetcher or AI fetcher; see {@link BotKind}. */
  BOT,
  /** An HTTP library or a command-line program. */
  TOOL,
  /** A program with a purpose of its own, on a telephone or a computer. */
  APP,
  MAIL_CLIENT,
  MEDIA_PLAYER,
  FEED_READER,
  /** Nothing that is known, or nothing at all. */
  OTHER;

  /** Whether a click of it is no person's. */
  public boolean automatic() {
    return this == BOT || this == TOOL;
  }
}
