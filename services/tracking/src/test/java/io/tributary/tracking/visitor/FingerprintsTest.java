package io.tributary.tracking.visitor;

import static io.tributary.tracking.Sample.OTHER_TENANT;
import static io.tributary.tracking.Sample.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.id.TenantId;
import io.tributary.tracking.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

  private static final Instant EVENING = Instant.parse("2026-11-03T23:59:59.999Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-04T00:00:00Z");

  private final Fingerprints fingerprints = new Fingerprints(Sample.clickKeys("k1"));

  @Test
  void theSameBrowserHasTheSameFingerprintAllDay() {
    String morning = of(Instant.parse("2026-11-03T00:00:00Z"), "203.0.113.0", "UA", "de");
    assertThat(morning).hasSize(Fingerprints.LENGTH).matches("[A-Za-z0-9_-]+");
    assertThat(of(EVENING, "203.0.113.0", "UA", "de")).isEqualTo(morning);
    assertThat(
            new Fingerprints(Sample.clickKeys("k1")).of(TENANT, EVENING, "203.0.113.0", "UA", "de"))
        .isEqualTo(morning);
  }

  @Test
  void anotherDayTenantSecretOrBrowserIsAnotherFingerprint() {
    String one = of(EVENING, "203.0.113.0", "UA", "de");
    assertThat(of(MIDNIGHT, "203.0.113.0", "UA", "de")).isNotEqualTo(one);
    assertThat(of(EVENING, "203.0.113.0", "UA", "de")).isEqualTo(one);
    assertThat(fingerprints.of(OTHER_TENANT, EVENING, "203.0.113.0", "UA", "de")).isNotEqualTo(one);
    assertThat(
            new Fingerprints(Sample.clickKeys("k2")).of(TENANT, EVENING, "203.0.113.0", "UA", "de"))
        .isNotEqualTo(one);
    assertThat(of(EVENING, "203.0.114.0", "UA", "de")).isNotEqualTo(one);
    assertThat(of(EVENING, "203.0.113.0", "UB", "de")).isNotEqualTo(one);
    assertThat(of(EVENING, "203.0.113.0", "UA", "en")).isNotEqualTo(one);
  }

  @Test
  void whereAPartEndsAndWhetherItIsThereMatters() {
    assertThat(of(EVENING, "a", "bc", null)).isNotEqualTo(of(EVENING, "ab", "c", null));
    assertThat(of(EVENING, "a", null, "b")).isNotEqualTo(of(EVENING, "a", "", "b"));
    assertThat(of(EVENING, "a", "b", null)).isNotEqualTo(of(EVENING, "a", null, "b"));
    assertThat(of(EVENING, "\u0161", null, null)).isNotEqualTo(of(EVENING, "a", null, null));
  }

  @Test
  void overlongPartsAndManyTenantsAreTaken() {
    String one = of(EVENING, "a", "x".repeat(100_000), "b");
    assertThat(one).hasSize(Fingerprints.LENGTH);
    for (int i = 0; i < 3_000; i++) {
      fingerprints.of(new TenantId("ten_01K9ZQ4T6R8XJ2M5N7P9S1%04d".formatted(i)), EVENING, "a");
    }
    assertThat(of(EVENING, "a", "x".repeat(100_000), "b")).isEqualTo(one);
  }

  private String of(Instant now, String... shown) {
    return fingerprints.of(TENANT, now, shown);
  }
}
