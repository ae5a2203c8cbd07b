package io.tributary.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.platform.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {

  private final FakeClock clock = new FakeClock("2026-11-03T10:00:00Z");
  private final AttemptLimit limit = new AttemptLimit(20, clock);

  @Test
  void anAddressHasTwentyFailuresAMinute() {
    for (int i = 0; i < 20; i++) {
      assertThat(limit.take("192.0.2.1")).isZero();
    }
    assertThat(limit.take("192.0.2.1")).isEqualTo(Duration.ofSeconds(3));
    assertThat(limit.take("192.0.2.2")).isZero();
    clock.advance(Duration.ofSeconds(3));
    assertThat(limit.take("192.0.2.1")).isZero();
    assertThat(limit.take("192.0.2.1")).isPositive();
  }

  @Test
  void successesDoNotCount() {
    for (int i = 0; i < 100; i++) {
      assertThat(limit.take("192.0.2.1")).isZero();
      limit.giveBack("192.0.2.1");
    }
  }

  @Test
  void theNumberOfRememberedAddressesIsBounded() {
    for (int i = 0; i < AttemptLimit.MAX_ADDRESSES + 100; i++) {
      limit.take("address " + i);
    }
    assertThat(limit.size()).isEqualTo(AttemptLimit.MAX_ADDRESSES);
  }
}
