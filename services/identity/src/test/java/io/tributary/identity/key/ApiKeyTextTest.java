package io.tributary.identity.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ApiKeyTextTest {

  private static final String SECRET = "7Qm2ZxK9pTf4LwBv8RcYh1NjE6sUa3";

  @Test
  void theCheckSumIsThatOfThePublishedVector() {
    assertThat(ApiKeyText.checkSum(SECRET)).isEqualTo("06qu1K");
    assertThat(new ApiKeyText("0123456789Ab", SECRET).text())
        .isEqualTo("trb_live_0123456789Ab_" + SECRET + "06qu1K");
  }

  @RepeatedTest(50)
  void aNewKeyReadsBack() {
    ApiKeyText key = ApiKeyText.random(new SecureRandom());
    assertThat(ApiKeyText.parse(key.text())).contains(key);
    assertThat(key.text()).startsWith(key.prefix()).hasSize(22 + 36);
    assertThat(key.secretSha256()).matches("[0-9a-f]{64}");
  }

  @Test
  void aMistypedCutOrForeignTextIsNoKey() {
    String good = new ApiKeyText("0123456789Ab", SECRET).text();
    for (String bad :
        new String[] {
          "",
          good.substring(1),
          good.substring(0, good.length() - 1),
          good + "0",
          good.replace("7Qm2", "7Qm3"),
          good.replace("06qu1K", "06qu1L"),
          good.replace("trb_live", "trb_test"),
          good.replace("0123456789Ab", "0123456789A-"),
          " " + good
        }) {
      assertThat(ApiKeyText.parse(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void itsTextNeverShowsTheSecret() {
    assertThat(new ApiKeyText("0123456789Ab", SECRET).toString()).doesNotContain(SECRET);
  }
}
