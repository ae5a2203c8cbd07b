package io.tributary.tracking.segment;

import io.tributary.tracking.input.Sent;
import org.jspecify.annotations.Nullable;

/** What a message comes to. */
public sealed interface Translation {

  /** An event, to be decided as any other. */
  record Event(Sent sent) implements Translation {}

  /**
   * Nothing that is used here.
   *
   * @param reason as a code
   * @param message a sentence's end, which the field begins
   */
  record Unused(
      String type, @Nullable String messageId, String field, String reason, String message)
      implements Translation {}
}
