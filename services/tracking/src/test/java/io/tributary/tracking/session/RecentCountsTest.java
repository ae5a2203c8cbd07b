package io.tributary.tracking.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentCountsTest {

  private static final long MINUTE = 60_000;
  private static final long NOW = 29_400_000 * MINUTE;

  private final RecentCounts counts = new RecentCounts();
  private final Random random = new Random(7);

  @Test
  void eachIsCountedByItself() {
    for (int i = 0; i < 1_000; i++) {
      long hash = random.nextLong();
      assertThat(counts.count(hash, NOW)).isEqualTo(1);
      assertThat(counts.count(hash, NOW)).isEqualTo(2);
    }
  }

  @Test
  void aMinuteBeginsAnew() {
    counts.count(5, NOW);
    assertThat(counts.count(5, NOW + MINUTE - 1)).isEqualTo(2);
    assertThat(counts.count(5, NOW + MINUTE)).isEqualTo(1);
    assertThat(counts.count(5, NOW)).as("of the minute before, late").isEqualTo(2);
  }

  @Test
  void aCountStaysAtItsEnd() {
    for (int i = 1; i < RecentCounts.MAX; i++) {
      counts.count(5, NOW);
    }
    assertThat(counts.count(5, NOW)).isEqualTo(RecentCounts.MAX);
    assertThat(counts.count(5, NOW)).isEqualTo(RecentCounts.MAX);
  }

  @Test
  void aMillionOthersInTheMinuteHardlyMatter() {
    for (int i = 0; i < 1_000_000; i++) {
      counts.count(random.nextLong(), NOW);
    }
    long tooMany =
        IntStream.range(0, 10_000).filter(i -> counts.count(random.nextLong(), NOW) > 4).count();
    assertThat(tooMany).isLessThan(10);
  }

  @Test
  void threadsLoseNoCount() {
    int total =
        IntStream.range(0, 10_000).parallel().map(i -> counts.count(9, NOW)).max().getAsInt();
    assertThat(total).isEqualTo(10_000);
  }
}
