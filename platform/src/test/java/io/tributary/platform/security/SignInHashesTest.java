package io.tributary.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import java.net.InetAddress;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInHashesTest {

  private static final TenantId TENANT = new TenantId("ten_01K9ZQ4T6R8XJ2M5N7P9S1V3W0");
  private static final AffiliateId ANNA = new AffiliateId("aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W2");
  private static final AffiliateId BERT = new AffiliateId("aff_01K9ZQ4T6R8XJ2M5N7P9S1V3W3");
  private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0";

  private final SignInHashes hashes = SignInHashes.ofKey(key(1));

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9, true, true",
    "203.0.113.9, ::ffff:203.0.113.9, true, true",
    "203.0.113.9, 203.0.113.10, false, true",
    "203.0.113.9, 203.0.114.9, false, false",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff::7, true, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false, true",
    "2001:db8:1:2::1, 2001:db8:2:2::1, false, false",
  })
  void aConnectionAndItsNetworkAreTheSame(String one, String other, boolean same, boolean near) {
    assertThat(address(one).equals(address(other))).isEqualTo(same);
    assertThat(device(one, AGENT, "de").equals(device(other, AGENT, "de"))).isEqualTo(near);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {"de-DE,de;q=0.9|true", "DE-de;q=0.8|true", "de|false", "-|false"})
  void theFirstLanguageCounts(@Nullable String language, boolean same) {
    String known = device("203.0.113.9", AGENT, "de-DE,en;q=0.5");
    assertThat(known.equals(device("203.0.113.9", AGENT, language))).isEqualTo(same);
    assertThat(known).isNotEqualTo(device("203.0.113.9", AGENT + "x", "de-DE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.1.1", "::1", "fd00::1"})
  void addressesThatManyHaveAreNotCompared(String text) {
    InetAddress address = InetAddress.ofLiteral(text);
    assertThat(hashes.address(TENANT, ANNA, address)).isNull();
    assertThat(hashes.device(TENANT, ANNA, address, AGENT, "de")).isNull();
  }

  @Test
  void affiliatesKeysAndKindsDoNotCompare() {
    InetAddress address = InetAddress.ofLiteral("203.0.113.9");
    assertThat(hashes.address(TENANT, ANNA, address))
        .hasSize(22)
        .isEqualTo(SignInHashes.ofKey(key(1)).address(TENANT, ANNA, address))
        .isNotEqualTo(hashes.address(TENANT, BERT, address))
        .isNotEqualTo(SignInHashes.ofKey(key(2)).address(TENANT, ANNA, address))
        .isNotEqualTo(hashes.device(TENANT, ANNA, address, "", ""));
  }

  @Test
  void withoutAKeyNothingIsComparedAndABadOneIsNamed() {
    InetAddress address = InetAddress.ofLiteral("203.0.113.9");
    assertThat(SignInHashes.ofKey(null).address(TENANT, ANNA, address)).isNull();
    assertThat(SignInHashes.ofKey(" ").device(TENANT, ANNA, address, AGENT, "de")).isNull();
    assertThatThrownBy(() -> SignInHashes.ofKey("c2hvcnQ="))
        .hasMessageContaining("tributary.sign-in-key has 5 bytes");
    assertThatThrownBy(() -> SignInHashes.ofKey("no base64!"))
        .hasMessageContaining("tributary.sign-in-key");
  }

  private String address(String address) {
    String hash = hashes.address(TENANT, ANNA, InetAddress.ofLiteral(address));
    assertThat(hash).isNotNull();
    return hash;
  }

  private String device(String address, String userAgent, @Nullable String language) {
    String hash = hashes.device(TENANT, ANNA, InetAddress.ofLiteral(address), userAgent, language);
    assertThat(hash).isNotNull();
    return hash;
  }

  private static String key(int filler) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) filler);
    return Base64.getEncoder().encodeToString(key);
  }
}
