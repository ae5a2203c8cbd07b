package io.tributary.payment.sandbox;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a recipient's account name asks the sandbox to do; any other name is paid. */
enum Behaviour {
  OK("ok", true),
  /** Answers after longer than anybody waits; the money moves. */
  SLOW("slow", true),
  /** The connection is cut before anything is processed. */
  LOST_REQUEST("lost-request", false),
  /** The money moves, the connection is cut. */
  LOST_ANSWER("lost-answer", true),
  /** The money moves, and a 500 is stored under the key and replayed. */
  ERROR_500_SAVED("error-500-saved", true),
  /** The money moves, and the answer is no JSON. */
  GARBAGE("garbage", true),
  /** Refused for its content: {@code refuse-<code>}. */
  REFUSE("refuse", false),
  NO_FUNDS("no-funds", false),
  BAD_CREDENTIALS("bad-credentials", false);

  private final String prefix;
  private final boolean moves;

  Behaviour(String prefix, boolean moves) {
    this.prefix = prefix;
    this.moves = moves;
  }

  static Behaviour of(String destination) {
    for (Behaviour behaviour : values()) {
      if (behaviour != OK && destination.toLowerCase(Locale.ROOT).startsWith(behaviour.prefix)) {
        return behaviour;
      }
    }
    return OK;
  }

  /** Whether money moves. */
  boolean moves() {
    return moves;
  }

  /** The error code in a {@code refuse-<code>} name, up to the next dot. */
  static @Nullable String refusalCode(String destination) {
    String rest = destination.substring(Math.min(destination.length(), "refuse-".length()));
    String code = rest.split("\\.", 2)[0].replace('-', '_');
    return code.isEmpty() ? null : code;
  }
}
