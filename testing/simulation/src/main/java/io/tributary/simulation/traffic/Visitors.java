package io.tributary.simulation.traffic;

import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/** Invents visitors. Addresses are from ranges that nobody on the internet has. */
final class Visitors {

  static final String BOT_AGENT = "python-requests/2.32.3";

  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/140.0.0.0 Mobile Safari/537.36",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/140.0.0.0 Safari/537.36",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
              + " Version/18.5 Safari/605.1.15",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
          "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
              + " Safari/537.36");
  private static final List<String> LANGUAGES =
      List.of("en-US,en;q=0.9", "en-GB,en;q=0.9", "fr-FR,fr;q=0.9,en;q=0.6", "de-DE,de;q=0.9");

  private Visitors() {}

  /**
   * A visitor's browser.
   *
   * @param id as the visitor cookie has it
   */
  record Visitor(String id, String ip, String userAgent, String language) {}

  static Visitor next(RandomGenerator random) {
    return new Visitor(
        id(random),
        "100.%d.%d.%d"
            .formatted(64 + random.nextInt(64), random.nextInt(256), 1 + random.nextInt(254)),
        AGENTS.get((int) (AGENTS.size() * Math.pow(random.nextDouble(), 1.5))),
        LANGUAGES.get((int) (LANGUAGES.size() * Math.pow(random.nextDouble(), 1.8))));
  }

  /** One of the many faces of a machine. */
  static Visitor bot(RandomGenerator random, String ip) {
    return new Visitor(id(random), ip, BOT_AGENT, "en");
  }

  static String botAddress(RandomGenerator random) {
    return "198.18.%d.%d".formatted(random.nextInt(256), 1 + random.nextInt(254));
  }

  private static String id(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
