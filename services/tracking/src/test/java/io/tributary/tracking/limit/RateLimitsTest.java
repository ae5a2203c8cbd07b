package io.tributary.tracking.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How often a key may send, alone and with other processes. */
class RateLimitsTest {

  private static final Rate RATE = new Rate(60, 40);

  private long now = 1_000_000_000_000L;
  private final List<Long> told = new ArrayList<>();
  private CompletionStage<Long> answer = CompletableFuture.completedFuture(0L);
  private final RateLimits limits =
      new RateLimits(
          (key, rate, requests) -> {
            told.add(requests);
            return answer;
          },
          () -> now);

  @Test
  void aBurstIsAdmittedAndThenSoManyAMinute() {
    for (int i = 39; i >= 0; i--) {
      assertThat(limits.admit("k", RATE)).isEqualTo(new Admittance.Admitted(RATE, i));
    }
    assertThat(limits.admit("k", RATE)).isEqualTo(new Admittance.Refused(RATE, 1));
    now += Duration.ofSeconds(2).toNanos();
    assertThat(limits.admit("k", RATE)).isInstanceOf(Admittance.Admitted.class);
    assertThat(limits.admit("k", RATE)).isInstanceOf(Admittance.Admitted.class);
    assertThat(limits.admit("k", RATE)).isInstanceOf(Admittance.Refused.class);
    assertThat(limits.admit("other", RATE)).isInstanceOf(Admittance.Admitted.class);
  }

  @Test
  void whatWasUsedIsToldInParts() {
    for (int i = 0; i < 10; i++) {
      limits.admit("k", RATE);
    }
    assertThat(told).containsExactly(2L, 2L, 2L, 2L, 2L);
  }

  @Test
  void aSharedBucketThatIsOverdrawnMakesTheKeyWait() {
    answer = CompletableFuture.completedFuture(Duration.ofMillis(2_500).toNanos());
    limits.admit("k", RATE);
    assertThat(limits.admit("k", RATE)).isInstanceOf(Admittance.Admitted.class);
    assertThat(limits.admit("k", RATE)).isEqualTo(new Admittance.Refused(RATE, 3));
    now += Duration.ofMillis(2_501).toNanos();
    assertThat(limits.admit("k", RATE)).isInstanceOf(Admittance.Admitted.class);
  }

  @Test
  void withoutTheSharedBucketAProcessLimitsByItself() {
    answer = CompletableFuture.failedFuture(new IllegalStateException("away"));
    int admitted = 0;
    for (int i = 0; i < 100; i++) {
      admitted += limits.admit("k", RATE) instanceof Admittance.Admitted ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(40);
  }

  @Test
  void zeroIsNoLimit() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(limits.admit("k", new Rate(0, 0))).isInstanceOf(Admittance.Free.class);
    }
    assertThat(told).isEmpty();
  }
}
