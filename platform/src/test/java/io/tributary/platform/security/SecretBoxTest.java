package io.tributary.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PLACE = "identity.signing_key.private_key/k1";
  private final SecretBox box = SecretBox.ofKey(key(), RANDOM);

  @Test
  void whatWasClosedOpensAtItsPlace() {
    assertThat(box.open(box.close("secret".getBytes(UTF_8), PLACE), PLACE))
        .isEqualTo("secret".getBytes(UTF_8));
  }

  @Test
  void theSameSecretNeverLooksTheSameTwice() {
    assertThat(box.close("secret".getBytes(UTF_8), PLACE))
        .isNotEqualTo(box.close("secret".getBytes(UTF_8), PLACE));
  }

  @Test
  void anotherPlaceAnotherKeyAndAChangedBitAreRefused() {
    byte[] closed = box.close("secret".getBytes(UTF_8), PLACE);
    assertThatThrownBy(() -> box.open(closed, "elsewhere"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> SecretBox.ofKey(key(), RANDOM).open(closed, PLACE))
        .hasMessageContaining("tributary.secret-key");
    for (int i = 0; i < closed.length; i++) {
      byte[] changed = closed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> box.open(changed, PLACE)).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> box.open(new byte[3], PLACE))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aMissingOrShortKeyIsRefusedByTheNameOfItsProperty() {
    for (String bad : new String[] {null, "", "not base64!", "c2hvcnQ="}) {
      assertThatThrownBy(() -> SecretBox.ofKey(bad, RANDOM))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("tributary.secret-key");
    }
  }

  private static String key() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
