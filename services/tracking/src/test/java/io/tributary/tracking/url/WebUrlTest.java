package io.tributary.tracking.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://shop.example                        | https://shop.example/?click_id=C
          https://shop.example/p/42?x=1               | https://shop.example/p/42?x=1&click_id=C
          HTTPS://SHOP.example/P                      | https://shop.example/P?click_id=C
          https://shop.example:443/p                  | https://shop.example/p?click_id=C
          https://m.shop.example/p#top                | https://m.shop.example/p?click_id=C#top
          https://shop.example?x=1#a?b                | https://shop.example/?x=1&click_id=C#a?b
          https://shop.example/p?click_id=old&x=1     | https://shop.example/p?x=1&click_id=C
          https://shop.example/a b/ü?q="<>            | https://shop.example/a%20b/%C3%BC?q=%22%3C%3E&click_id=C
          https://shop.example/p?next=https%3A%2F%2Fevil.example%2F | https://shop.example/p?next=https%3A%2F%2Fevil.example%2F&click_id=C
          https://shop.example/p?next=//evil.example  | https://shop.example/p?next=//evil.example&click_id=C
          https://shop.example/100%                   | https://shop.example/100%25?click_id=C
          https://shop.example/{a}                    | https://shop.example/%7Ba%7D?click_id=C
          https://shop.example/%0d%0aX:1              | https://shop.example/%0d%0aX:1?click_id=C
          https://shop.example//evil.example          | https://shop.example//evil.example?click_id=C
          """)
  void aDeepLinkInsideIsBuiltAnew(String sent, String location) {
    assertThat(deepLink(sent).with("click_id", "C")).isEqualTo(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Scheme-relative, many slashes, other schemes.
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/p/42",
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "https:////evil.example",
        "http://shop.example/p",
        "javascript:alert(1)//https://shop.example",
        "data:text/html,https://shop.example",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://shop.example/",
        // Back-slashes.
        "https:\\\\evil.example",
        "https://evil.example\\@shop.example",
        "https://shop.example\\.evil.example",
        "https:/\\evil.example",
        "\\\\evil.example",
        // User information.
        "https://shop.example@evil.example",
        "https://shop.example:pass@evil.example/",
        "https://user@shop.example/",
        "https://evil.example#@shop.example\\",
        // Encoded and doubly encoded delimiters in the authority, or anywhere if twice.
        "https://shop.example%2f@evil.example",
        "https://evil.example%2f.shop.example",
        "https://evil.example%23.shop.example",
        "https://shop.example%00.evil.example",
        "https://shop.example%252f.evil.example",
        "https://shop.example/%252f%252fevil.example",
        "https://shop.example/p?u=%2540evil",
        "https://shop%2eexample/",
        // Control characters and spaces.
        "https://shop.example\t.evil.example",
        "ht\ntps://evil.example",
        "https://shop.example/\r\nSet-Cookie: a=b",
        "https://shop.example/\u0000",
        " https://shop.example/",
        "https://shop.example/ ",
        "\u00a0https://shop.example/",
        "https://shop .example/",
        // Ports, IP literals, dots.
        "https://shop.example:8443/",
        "https://shop.example:/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://shop.example.0x7f/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://shop.example./",
        "https://.shop.example/",
        "https://shop..example/",
        "https://-shop.example/",
        "https://xn--zzzzzzzzzzzz--.shop.example/",
        "https://",
        "https://?shop.example",
        "",
        "   "
      })
  void whatBrowsersMightReadOtherwiseIsNoDeepLink(String sent) {
    assertThat(WebUrl.deepLink(sent)).isInstanceOf(WebUrl.Parsed.Unusable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example, true",
    "m.shop.example, true",
    "a.b.shop.example, true",
    "evilshop.example, false",
    "shop.example.evil.example, false",
    "shop-example, false",
    "example, false",
    "shop.exampl, false",
    "evil.example, false"
  })
  void aHostIsInsideByWholeLabelsOnly(String host, boolean inside) {
    assertThat(deepLink("https://" + host + "/").isWithin("shop.example")).isEqualTo(inside);
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop。example/, shop.example",
    "https://shop．example/, shop.example",
    "https://ｓｈｏｐ.example/, shop.example",
    "https://bücher.example/, xn--bcher-kva.example"
  })
  void unicodeHostsLeaveInAscii(String sent, String host) {
    assertThat(deepLink(sent).host()).isEqualTo(host);
  }

  @Test
  void lookAlikeLettersAreOtherHosts() {
    // The Cyrillic o.
    assertThat(deepLink("https://sh\u043ep.example/").isWithin("shop.example")).isFalse();
  }

  @Test
  void anOverlongAddressIsNone() {
    assertThat(WebUrl.deepLink("https://shop.example/" + "a".repeat(2_048)))
        .isEqualTo(new WebUrl.Parsed.Unusable("length"));
  }

  @Test
  void landingPagesMayUseHttpPortsAndAddresses() {
    for (String sent :
        List.of(
            "http://localhost:9000/shop?a=1",
            "http://127.0.0.1:8081/",
            "https://shop.example:8443/x")) {
      assertThat(WebUrl.landing(sent)).isInstanceOf(WebUrl.Parsed.Url.class);
    }
    for (String sent :
        List.of("ftp://shop.example/", "shop.example", "https://a@b/", "https://300.1.1.1/")) {
      assertThat(WebUrl.landing(sent)).as(sent).isInstanceOf(WebUrl.Parsed.Unusable.class);
    }
  }

  @Test
  void whateverIsSentTheLocationIsPlainAsciiOnTheHostThatWasChecked() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet =
        "https://shop.example@\\%2f:#?&=.evil\t\r\n \u3002\u0000[]0x7f1é\ud83d\ude00\ud83d";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder sent = new StringBuilder(random.nextBoolean() ? "https://" : "");
      for (int i = random.nextInt(40); i > 0; i--) {
        sent.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (WebUrl.deepLink(sent.toString()) instanceof WebUrl.Parsed.Url(WebUrl url)) {
        String location = url.with("click_id", "C");
        assertThat(location).as("seed %d: %s", seed, sent).matches("https://[!-~]+");
        String rest = location.substring("https://".length());
        assertThat(rest.substring(0, rest.indexOf('/')))
            .as("seed %d: %s", seed, sent)
            .isEqualTo(url.host())
            .matches("[a-z0-9_.-]+");
      }
    }
  }

  private static WebUrl deepLink(String text) {
    return switch (WebUrl.deepLink(text)) {
      case WebUrl.Parsed.Url(WebUrl url) -> url;
      case WebUrl.Parsed.Unusable(String reason) ->
          throw new AssertionError(text + " is no deep link: " + reason);
    };
  }
}
