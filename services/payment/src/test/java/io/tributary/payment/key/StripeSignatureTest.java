package io.tributary.payment.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StripeSignatureTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final byte[] SECRET = "whsec_test".getBytes(StandardCharsets.UTF_8);
  private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void aGenuineSignaturePassesAndAnythingElseDoesNot() {
    String header = StripeSignature.sign(SECRET, NOW, BODY);
    assertThat(verify(header, BODY, NOW)).isTrue();
    byte[] changed = BODY.clone();
    changed[3]++;
    assertThat(verify(header, changed, NOW)).isFalse();
    assertThat(verify(header.replace("v1=", "v0="), BODY, NOW)).isFalse();
    assertThat(verify(header.replaceAll("t=[0-9]+,", ""), BODY, NOW)).isFalse();
    assertThat(verify("", BODY, NOW)).isFalse();
    assertThat(StripeSignature.verify("other".getBytes(StandardCharsets.UTF_8), header, BODY, NOW))
        .isFalse();
  }

  @Test
  void oneOfSeveralSignaturesIsEnoughWhileASecretIsChanged() {
    String header = StripeSignature.sign(SECRET, NOW, BODY);
    String both = header.replace(",v1=", ",v1=" + "0".repeat(64) + ",v1=");
    assertThat(verify(both, BODY, NOW)).isTrue();
  }

  @Test
  void anOldSignatureAndOneFromTheFutureAreRefused() {
    String header = StripeSignature.sign(SECRET, NOW, BODY);
    assertThat(verify(header, BODY, NOW.plusSeconds(300))).isTrue();
    assertThat(verify(header, BODY, NOW.plusSeconds(301))).isFalse();
    assertThat(verify(header, BODY, NOW.minusSeconds(301))).isFalse();
  }

  @Test
  void aKeyOpensItsTenantsAccountOnly() {
    SandboxKeys keys = new SandboxKeys("0123456789abcdef0123456789abcdef");
    TenantId tenant = TenantId.of(IdSource.system().next());
    String key = keys.apiKey(tenant);
    assertThat(keys.accountOf(key)).contains(tenant);
    assertThat(keys.accountOf(key.substring(0, key.length() - 1) + "x")).isEmpty();
    assertThat(keys.accountOf("sk_sandbox_")).isEmpty();
    assertThat(keys.accountOf("")).isEmpty();
    assertThat(new SandboxKeys("another secret of thirty-two chars").accountOf(key)).isEmpty();
    assertThatThrownBy(() -> new SandboxKeys(null)).hasMessageContaining("sandbox.secret");
  }

  private static boolean verify(String header, byte[] body, Instant now) {
    return StripeSignature.verify(SECRET, header, body, now);
  }
}
