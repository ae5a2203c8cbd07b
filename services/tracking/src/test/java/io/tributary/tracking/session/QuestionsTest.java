package io.tributary.tracking.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tributary.tracking.traffic.Caps;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keyed hashes, and what one process remembers alone. */
class QuestionsTest {

  private static final KeyedHash.Key KEY =
      KeyedHash.Key.of("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  @Test
  void aHashTellsTextsAndTheirBordersApart() {
    Set<Long> hashes = new HashSet<>();
    String[][] texts = {
      {"ab", "c"}, {"a", "bc"}, {"abc", ""}, {"abc", null}, {"abcd", "efgh"}, {"abcde", "fgh"}
    };
    for (String[] pair : texts) {
      hashes.add(KEY.of('v').with(pair[0]).with(pair[1]).value());
      hashes.add(KEY.of('s').with(pair[0]).with(pair[1]).value());
    }
    for (int i = 0; i < 10_000; i++) {
      hashes.add(KEY.of('v').with("visitor").with(i).value());
    }
    assertThat(hashes).hasSize(2 * texts.length + 10_000);
    assertThat(KEY.of('v').with("a").value()).isEqualTo(KEY.of('v').with("a").value());
    KeyedHash.Key other = KeyedHash.Key.of("0123456789abcdeX".getBytes(StandardCharsets.US_ASCII));
    assertThat(other.of('v').with("a").value()).isNotEqualTo(KEY.of('v').with("a").value());
  }

  @Test
  void aMarkIsRememberedUntilItsTime() {
    LocalMemory memory = new LocalMemory(Ticker.systemTicker());
    Session first = look(memory, question(1_000_000));
    assertThat(first.visitorSeen()).isFalse();
    assertThat(first.isAvailable()).isFalse();
    assertThat(first.capCounts()).containsExactly(Caps.UNKNOWN);
    assertThat(look(memory, question(1_059_999)).visitorSeen()).isTrue();
    assertThat(look(memory, question(1_060_000)).visitorSeen()).isFalse();
    assertThat(look(memory, question(1_060_001)).perAddress()).as("in its minute").isEqualTo(3);
  }

  private static Question question(long at) {
    return new Question(1, 2, 3, 4, 5, 6, 7, 60, at, List.of(new Question.CapKey(8, 100)));
  }

  private static Session look(LocalMemory memory, Question question) {
    return memory.look(question, memory.count(question));
  }
}
