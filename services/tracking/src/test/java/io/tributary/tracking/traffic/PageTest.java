package io.tributary.tracking.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tracking.url.WebUrl;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

  private static final Map<Macro, String> VALUES =
      new EnumMap<>(
          Map.of(
              Macro.CLICK_ID, "C",
              Macro.SUB1, "a b&c=d/é?#%",
              Macro.SUB2, "..",
              Macro.SUB3, "https://evil.example/",
              Macro.COUNTRY, "DE",
              Macro.CAMPAIGN_ID, "camp_1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://shop.example                         | https://shop.example/?click_id=C
          https://shop.example/p?x=1#top               | https://shop.example/p?x=1&click_id=C#top
          https://shop.example/p?s={sub1}              | https://shop.example/p?s=a%20b%26c%3Dd%2F%C3%A9%3F%23%25&click_id=C
          https://shop.example/p?s={SUB1}&c={country}  | https://shop.example/p?s=a%20b%26c%3Dd%2F%C3%A9%3F%23%25&c=DE&click_id=C
          https://shop.example/p?s=%7Bcountry%7d       | https://shop.example/p?s=DE&click_id=C
          https://shop.example/p?o={offer_id}&n={sub9} | https://shop.example/p?o=camp_1&n=&click_id=C
          https://shop.example/p?cid={click_id}        | https://shop.example/p?cid=C&click_id=C
          https://shop.example/p?click_id={click_id}   | https://shop.example/p?click_id=C
          https://shop.example/p?my_click_id=7         | https://shop.example/p?my_click_id=7&click_id=C
          https://shop.example/p/{country}/x           | https://shop.example/p/DE/x?click_id=C
          https://shop.example/p/{sub3}                | https://shop.example/p/https%3A%2F%2Fevil.example%2F?click_id=C
          https://shop.example/p/{sub2}/x              | https://shop.example/p//x?click_id=C
          https://shop.example/p?up={sub2}             | https://shop.example/p?up=..&click_id=C
          https://shop.example/p#{country}             | https://shop.example/p?click_id=C#DE
          https://shop.example/p?j={"a":1}             | https://shop.example/p?j=%7B%22a%22:1%7D&click_id=C
          https://shop.example/p?j={{country}}         | https://shop.example/p?j=%7BDE%7D&click_id=C
          https://shop.example/p?j={country            | https://shop.example/p?j=%7Bcountry&click_id=C
          """)
  void macrosAreFilledEncodedOnce(String template, String address) {
    Page page = page(template);
    assertThat(page.address(VALUES::get, "C")).isEqualTo(address);
    assertThat(page.leavesMacrosOut()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://shop.example/p?s={unknown}x  | https://shop.example/p?s=x&click_id=C
          https://shop.example/{country}       | https://shop.example/?click_id=C
          https://shop.example/{sub3}/p        | https://shop.example//p?click_id=C
          https://shop.example/a{country}/p    | https://shop.example/a/p?click_id=C
          """)
  void unknownMacrosAndThoseAtThePathsRootAreEmpty(String template, String address) {
    Page page = page(template);
    assertThat(page.address(VALUES::get, "C")).isEqualTo(address);
    assertThat(page.leavesMacrosOut()).isTrue();
  }

  @Test
  void whereNoClickIsMadeNoneIsNamed() {
    assertThat(page("https://shop.example/p?click_id=7#a").address(VALUES::get, null))
        .isEqualTo("https://shop.example/p#a");
  }

  @Test
  void macrosInTheHostMakeAnAddressUnusable() {
    for (String template :
        new String[] {
          "{sub1}://shop.example/", "https://{sub1}/", "https://{sub1}.shop.example/",
          "https://shop.example{sub1}", "https://shop.example:{sub1}/", "{sub1}"
        }) {
      assertThat(WebUrl.landing(template)).as(template).isInstanceOf(WebUrl.Parsed.Unusable.class);
    }
  }

  @Test
  void valuesBeyondTheLongestAddressAreLeftEmpty() {
    String address =
        page("https://shop.example/p?a={sub1}&b={sub2}&c={sub3}")
            .address(
                Map.of(
                        Macro.SUB1, "a".repeat(8_000),
                        Macro.SUB2, "é".repeat(250),
                        Macro.SUB3, "c")
                    ::get,
                "C");
    assertThat(address).endsWith("&b=&c=c&click_id=C");
  }

  @Test
  void whateverTheValuesTheAddressKeepsItsSchemeHostRootAndParts() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Page page = page("https://shop.example/in/{sub1}/x{sub2}/{sub3}?q={sub1}&r={sub2}#{sub3}");
    String alphabet = "../\\@:#?&=%2f%5c{}<>\"' \t\r\n\u0000é\u3002\ud83d\ude00\ud83dabc";
    for (int round = 0; round < 20_000; round++) {
      Map<Macro, String> values = new EnumMap<>(Macro.class);
      for (Macro macro : new Macro[] {Macro.SUB1, Macro.SUB2, Macro.SUB3}) {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
          value.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        values.put(macro, value.toString());
      }
      String address = page.address(values::get, "C");
      assertThat(address).as("seed %d: %s", seed, values).matches("[!-~]+");
      URI uri = URI.create(address);
      assertThat(uri.getScheme() + "://" + uri.getRawAuthority())
          .as("seed %d: %s", seed, values)
          .isEqualTo("https://shop.example");
      assertThat(uri.normalize().getRawPath()).as("seed %d: %s", seed, values).startsWith("/in/");
      assertThat(uri.getRawPath().split("/", -1)).hasSize(5);
      assertThat(uri.getRawQuery().split("&", -1)).hasSize(3);
    }
  }

  private static Page page(String template) {
    return switch (WebUrl.landing(template)) {
      case WebUrl.Parsed.Url(WebUrl url) -> Page.of(url);
      case WebUrl.Parsed.Unusable(String reason) ->
          throw new AssertionError(template + " cannot be used: " + reason);
    };
  }
}
