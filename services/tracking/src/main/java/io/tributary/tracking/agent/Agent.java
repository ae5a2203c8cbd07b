package io.tributary.tracking.agent;

import org.jspecify.annotations.Nullable;

/**
 * What a user agent was found to be.
 *
 * @param agentClass what stands behind it
 * @param botKind what the bot is for; null for all that is no bot
 * @param name the word or name that decided, in lower case; null where none did
 * @param length whether it is as long as a user agent is
 * @param attack whether it carries an injection string
 */
public record Agent(
    AgentClass agentClass,
    @Nullable BotKind botKind,
    @Nullable String name,
    AgentLength length,
    boolean attack) {

  public Agent {
    if ((botKind != null) != (agentClass == AgentClass.BOT)) {
      throw new IllegalArgumentException("A bot has a kind, and nothing else has one");
    }
  }
}
