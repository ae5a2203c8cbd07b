package io.tributary.benchmark.edge;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** HTTP requests as many different visitors send them, made from a seed. */
final class Requests {

  private static final List<String> USER_AGENTS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/%d.0.0.0 Safari/537.36",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Version/%d.2 Safari/605.1.15",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
              + " Gecko) Version/%d.1 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/%d.0.0.0 Mobile Safari/537.36",
          "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/%d.0");
  private static final List<String> LANGUAGES =
      List.of("en-US,en;q=0.9", "de-DE,de;q=0.9,en;q=0.7", "fr-FR,fr;q=0.8", "es-ES,es;q=0.9");
  private static final String VISITOR_LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final Random random;
  private final int links;
  private final String apiKey;
  private final String token;
  private final String campaign;
  private long sequence;

  Requests(Installation.Known known, long seed) {
    this.random = new Random(seed);
    this.links = known.links();
    this.apiKey = known.apiKey();
    this.token = known.postbackToken();
    this.campaign = known.campaignId();
    this.sequence = seed * 1_000_000_000L;
  }

  /** A click; three in ten visitors come back with their cookie. */
  byte[] click() {
    StringBuilder text = new StringBuilder(640);
    text.append("GET /c/")
        .append(Installation.code(random.nextInt(links)))
        .append("?sub1=news")
        .append(random.nextInt(1_000))
        .append("&source=blog HTTP/1.1\r\n");
    head(text);
    if (random.nextInt(10) < 3) {
      text.append("Cookie: tb_vid=");
      for (int i = 0; i < 21; i++) {
        text.append(VISITOR_LETTERS.charAt(random.nextInt(64)));
      }
      text.append("A\r\n");
    }
    return bytes(text.append("\r\n"));
  }

  byte[] postback(String clickId) {
    StringBuilder text = new StringBuilder(400);
    text.append("GET /postback?click_id=")
        .append(clickId)
        .append("&event=purchase&order_id=o")
        .append(sequence++)
        .append("&amount=25.00&currency=USD&token=")
        .append(token)
        .append(" HTTP/1.1\r\nHost: edge\r\nUser-Agent: shop/1.0\r\n\r\n");
    return bytes(text);
  }

  byte[] batch(int events) {
    StringBuilder body = new StringBuilder(events * 240).append("{\"events\":[");
    for (int i = 0; i < events; i++) {
      body.append(i == 0 ? "" : ",")
          .append("{\"type\":\"conversion\",\"event_id\":\"e")
          .append(sequence)
          .append("\",\"campaign_id\":\"")
          .append(campaign)
          .append("\",\"customer_id\":\"c")
          .append(random.nextInt(100_000))
          .append("\",\"event\":\"purchase\",\"order_id\":\"o")
          .append(sequence++)
          .append("\",\"amount\":\"25.00\",\"currency\":\"USD\"}");
    }
    body.append("]}");
    return bytes(
        new StringBuilder(body.length() + 200)
            .append("POST /v1/events HTTP/1.1\r\nHost: edge\r\nAuthorization: Bearer ")
            .append(apiKey)
            .append("\r\nContent-Type: application/json\r\nContent-Length: ")
            .append(body.length())
            .append("\r\n\r\n")
            .append(body));
  }

  private void head(StringBuilder text) {
    int version = 100 + random.nextInt(50);
    text.append("Host: edge\r\nUser-Agent: ")
        .append(
            USER_AGENTS
                .get(random.nextInt(USER_AGENTS.size()))
                .replace("%d", Integer.toString(version)))
        .append("\r\nAccept: text/html,application/xhtml+xml\r\nAccept-Language: ")
        .append(LANGUAGES.get(random.nextInt(LANGUAGES.size())))
        .append("\r\nAccept-Encoding: gzip, deflate, br\r\nReferer: https://blog.example/post/")
        .append(random.nextInt(500))
        .append("\r\nX-Forwarded-For: ")
        .append(11 + random.nextInt(180))
        .append('.')
        .append(random.nextInt(256))
        .append('.')
        .append(random.nextInt(256))
        .append('.')
        .append(1 + random.nextInt(254))
        .append("\r\n");
  }

  private static byte[] bytes(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
