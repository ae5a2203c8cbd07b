package io.tributary.tracking.fraud;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text that is meant to break whoever reads it, in the user agent or in a parameter. */
final class UaAttack {

  static final Signal SIGNAL =
      Signal.of(
          "ua_attack",
          Family.AGENT,
          ReasonGroup.NON_HUMAN,
          100,
          "The user agent or a parameter holds an injection string.",
          UaAttack::look);

  private static final String[] MARKS = {
    "<script", "${jndi:", "union select", "' or '1'='1", "../../", "/etc/passwd", "<?php", "%00"
  };
  private static final int SUBS = 10;

  private UaAttack() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    if (sighting.agent().attack()) {
      return Finding.of(points, "where", "user_agent");
    }
    if (isAttack(sighting.parameters().source())) {
      return Finding.of(points, "where", "source");
    }
    for (int i = 1; i <= SUBS; i++) {
      if (isAttack(sighting.parameters().sub(i))) {
        return Finding.of(points, "where", "sub" + i);
      }
    }
    return isAttack(sighting.parameters().affiliateClickId())
        ? Finding.of(points, "where", "aff_click_id")
        : null;
  }

  /** All marks hold a character that labels seldom have. */
  private static boolean isAttack(@Nullable String text) {
    if (text == null || !isSuspect(text)) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    for (String mark : MARKS) {
      if (lower.contains(mark)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSuspect(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '<', '{', '\'', ' ', '/', '%' -> {
          return true;
        }
        default -> {
          // Harmless.
        }
      }
    }
    return false;
  }
}
