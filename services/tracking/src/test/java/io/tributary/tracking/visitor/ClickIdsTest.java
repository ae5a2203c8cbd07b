package io.tributary.tracking.visitor;

import static io.tributary.tracking.Sample.NOW;
import static io.tributary.tracking.Sample.OTHER_TENANT;
import static io.tributary.tracking.Sample.TENANT;
import static io.tributary.tracking.Sample.clickKeys;
import static io.tributary.tracking.Sample.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClickIdsTest {

  private static final ClickIds.Check INVALID = new ClickIds.Check.Invalid();

  private final ClickIds ids = new ClickIds(clickKeys("k1"));
  private final VisitorId visitor = new VisitorSource(new Random(7)).next();
  private final String clickId = ids.mint(TENANT, visitor, NOW, 42);

  @Test
  void aClickIdGivesBackItsVisitorAndItsTime() {
    assertThat(clickId).hasSize(ClickIds.LENGTH).matches("[A-Za-z0-9_-]+");
    assertThat(ids.check(TENANT, clickId)).isEqualTo(new ClickIds.Check.Valid(visitor, NOW));
  }

  @Test
  void aClickIdOfAnotherTenantIsInvalid() {
    assertThat(ids.check(OTHER_TENANT, clickId)).isEqualTo(INVALID);
  }

  @Test
  void aClickIdOfAnotherKeyIsInvalidEvenUnderTheSameKeyId() {
    ClickIds others = new ClickIds(ClickKeys.parse(List.of("k1:" + secret("somebody-else"))));
    assertThat(others.check(TENANT, clickId)).isEqualTo(INVALID);
  }

  @Test
  void anyFlippedBitMakesAClickIdInvalid() {
    byte[] bytes = Base64.getUrlDecoder().decode(clickId);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);
      assertThat(ids.check(TENANT, text)).as("bit %d", bit).isEqualTo(INVALID);
    }
  }

  @Test
  void anyOtherTextIsInvalid() {
    for (String text :
        List.of(
            "",
            "forged",
            clickId.substring(1),
            clickId.substring(0, clickId.length() - 1),
            clickId + "A",
            clickId + "=",
            clickId.replace(clickId.charAt(3), '!'),
            " " + clickId.substring(1),
            "A".repeat(ClickIds.LENGTH),
            "é".repeat(ClickIds.LENGTH),
            "A".repeat(100_000))) {
      assertThat(ids.check(TENANT, text)).as(text).isEqualTo(INVALID);
    }
  }

  @Test
  void aReplacedKeyStillVerifiesAndTheFirstSigns() {
    ClickIds rotated = new ClickIds(clickKeys("k2", "k1"));
    assertThat(rotated.check(TENANT, clickId)).isInstanceOf(ClickIds.Check.Valid.class);
    String fresh = rotated.mint(TENANT, visitor, NOW, 42);
    assertThat(ids.check(TENANT, fresh)).isEqualTo(INVALID);
    assertThat(rotated.check(TENANT, fresh)).isInstanceOf(ClickIds.Check.Valid.class);
  }

  @Test
  void clicksOfOneMomentDiffer() {
    Set<String> seen = new HashSet<>();
    for (int nonce = 0; nonce < 1_000; nonce++) {
      seen.add(ids.mint(TENANT, visitor, NOW, nonce));
    }
    assertThat(seen).hasSize(1_000);
  }

  @Test
  void theVisitorOfAnEventIsTheSameOnEveryRepeat() {
    assertThat(ids.visitorOf(TENANT, "e1")).isEqualTo(ids.visitorOf(TENANT, "e1"));
    assertThat(ids.visitorOf(TENANT, "e1")).isNotEqualTo(ids.visitorOf(TENANT, "e2"));
    assertThat(ids.visitorOf(TENANT, "e1")).isNotEqualTo(ids.visitorOf(OTHER_TENANT, "e1"));
  }

  @Test
  void visitorIdsAreTakenInTheirOneFormOnly() {
    assertThat(VisitorId.parse(visitor.value())).isEqualTo(visitor);
    for (String text :
        new String[] {
          null,
          "",
          "abc",
          visitor + "A",
          visitor.value().substring(1),
          "B".repeat(22),
          visitor.value().substring(0, 21) + "B",
          "=".repeat(22),
          "ä".repeat(21) + "A"
        }) {
      assertThat(VisitorId.parse(text)).as(text).isNull();
    }
  }

  @Test
  void aKeyThatCannotBeUsedIsNamedWithoutItsSecret() {
    assertThatThrownBy(() -> ClickKeys.parse(List.of())).hasMessageContaining("no key");
    assertThatThrownBy(() -> ClickKeys.parse(List.of("k1:c2hvcnQ=")))
        .hasMessageContaining("k1")
        .hasMessageNotContaining("c2hvcnQ");
    assertThatThrownBy(() -> ClickKeys.parse(List.of("k1:" + secret("a"), "k1:" + secret("b"))))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> ClickKeys.parse(List.of(secret("a"))))
        .hasMessageContaining("id:secret");
    assertThatThrownBy(() -> ClickKeys.parse(List.of("k1:***"))).hasMessageContaining("base64");
  }
}
