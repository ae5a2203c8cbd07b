package io.tributary.tracking.fraud;

import io.tributary.tracking.agent.AgentClass;
import org.jspecify.annotations.Nullable;

/** Headers that no browser of that name sends together. */
final class UaInconsistent {

  static final Signal SIGNAL =
      Signal.of(
          "ua_inconsistent",
          Family.AGENT,
          ReasonGroup.SUSPICIOUS_CLIENT,
          30,
          "Client hints or headers contradict the user agent.",
          UaInconsistent::look);

  private UaInconsistent() {}

  private static @Nullable Finding look(Sighting sighting, int points, long[] limits) {
    String userAgent = sighting.userAgent();
    if (userAgent == null || sighting.agent().agentClass() != AgentClass.HUMAN) {
      return null;
    }
    String language = sighting.language();
    if (sighting.complete() && (language == null || language.isBlank())) {
      return Finding.of(points, "contradiction", "no_language");
    }
    if (contradictsMobile(sighting.hints().mobile(), userAgent)) {
      return Finding.of(points, "contradiction", "mobile");
    }
    if (contradictsSystem(sighting.hints().platform(), sighting.system())) {
      return Finding.of(points, "contradiction", "platform");
    }
    return sighting.hints().brands() != null && sendsNoHints(sighting.browser())
        ? Finding.of(points, "contradiction", "brands")
        : null;
  }

  /** A page for computers may be asked for on a telephone, which then changes both. */
  private static boolean contradictsMobile(@Nullable String hint, String userAgent) {
    return ("?1".equals(hint) && !userAgent.contains("Mobile"))
        || ("?0".equals(hint) && userAgent.contains("Mobile "));
  }

  private static boolean contradictsSystem(@Nullable String hint, @Nullable String system) {
    if (hint == null || system == null) {
      return false;
    }
    return switch (system) {
      case "windows" -> names(hint, "Android", "macOS", "Linux", "iOS");
      case "macos" -> names(hint, "Windows", "Android", "Linux");
      case "android" -> names(hint, "Windows", "macOS", "iOS");
      case "ios" -> names(hint, "Windows", "Android", "Linux");
      case "linux" -> names(hint, "Windows", "macOS", "iOS");
      default -> false;
    };
  }

  private static boolean names(String hint, String... others) {
    for (String other : others) {
      if (hint.length() == other.length() + 2 && hint.startsWith(other, 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sendsNoHints(@Nullable String browser) {
    return "firefox".equals(browser) || "safari".equals(browser);
  }
}
