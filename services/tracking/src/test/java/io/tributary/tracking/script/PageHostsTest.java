package io.tributary.tracking.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageHostsTest {

  private static final Set<String> HOSTS = Set.of("shop.example", "*.brand.example", "[::1]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          https://shop.example                       | shop.example
          https://Shop.Example:8443                  | shop.example
          http://shop.example/cart?x=https://y.z     | shop.example
          https://shop.example?x                     | shop.example
          https://shop.example#x                     | shop.example
          https://[::1]:8080/                        | [::1]
          android-app://com.example.shop             | com.example.shop
          null                                       | none
          none                                       | none
          https://                                   | none
          https:///cart                              | none
          ://shop.example                            | none
          shop.example                               | none
          //shop.example                             | none
          https://*.shop.example                     | none
          https://shop.example@evil.example          | none
          https://evil.example\\.shop.example        | none
          """)
  void theHostOfAPageIsThatOfItsAddress(String address, String host) {
    assertThat(PageHosts.of(address)).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example, true",
    "www.shop.example, false",
    "eshop.example, false",
    "brand.example, false",
    "www.brand.example, true",
    "a.b.brand.example, true",
    "evilbrand.example, false",
    "brand.example.evil.example, false",
    "[::1], true",
    "example, false",
    ".brand.example, false",
  })
  void aKeyNamesHostsExactlyOrThoseBelowOne(String host, boolean named) {
    assertThat(PageHosts.isNamed(host, HOSTS::contains)).isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource({
    "pk_live_abcDEF123456, abcDEF123456",
    "pk_test_abcDEF123456, abcDEF123456",
    "pk_live_abcDEF12345,",
    "pk_live_abcDEF1234567,",
    "pk_live_abcDEF12345_,",
    "trb_live_abcDEF12345,",
    "'',",
  })
  void aPublishableKeyHasOneForm(String text, String publicId) {
    assertThat(PublishableKey.publicIdOf(text)).isEqualTo(publicId);
  }
}
