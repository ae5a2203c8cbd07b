package io.tributary.tracking.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.Audience;
import io.tributary.contract.directory.Audience.Condition;
import io.tributary.contract.directory.Audience.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudiencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          country | device | sub1 | first
          DE      | phone  | -    | 0
          DE      | tablet | -    | 1
          AT      | phone  | -    | 1
          FR      | phone  | x    | 2
          FR      | -      | y    | -1
          -       | -      | x    | 2
          US      | phone  | x    | -1
          """,
      useHeadersInDisplayName = true)
  void theFirstThatTakesTheVisitorCounts(String country, String device, String sub1, int first) {
    Audiences audiences =
        Audiences.of(
            List.of(
                audience(only(Dimension.COUNTRY, "DE"), only(Dimension.DEVICE, "phone")),
                audience(only(Dimension.COUNTRY, "DE", "AT")),
                audience(not(Dimension.COUNTRY, "US"), only(Dimension.SUB1, "x"))));
    Map<Dimension, String> visitor = new HashMap<>();
    visitor.put(Dimension.COUNTRY, country);
    visitor.put(Dimension.DEVICE, device);
    visitor.put(Dimension.SUB1, sub1);
    assertThat(audiences.first(visitor::get)).isEqualTo(first);
  }

  @Test
  void withoutConditionsEverybodyIsIn() {
    assertThat(Audiences.of(List.of(Audience.EVERYBODY)).first(dimension -> null)).isZero();
    assertThat(Audiences.of(List.of()).first(dimension -> "x")).isEqualTo(-1);
  }

  @Test
  void anEmptyListOfValuesTakesNobodyAndExcludesNobody() {
    assertThat(Audiences.of(List.of(audience(only(Dimension.OS)))).first(dimension -> "ios"))
        .isEqualTo(-1);
    assertThat(Audiences.of(List.of(audience(not(Dimension.OS)))).first(dimension -> "ios"))
        .isZero();
  }

  @Test
  void theIndexSaysWhatReadingTheConditionsOneByOneSays() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<Audience> audiences = new ArrayList<>();
      for (int i = random.nextInt(150); i > 0; i--) {
        List<Condition> conditions = new ArrayList<>();
        for (int c = random.nextInt(4); c > 0; c--) {
          conditions.add(
              new Condition(
                  List.of(Dimension.values()).get(random.nextInt(4)),
                  random.nextBoolean(),
                  Set.copyOf(Arrays.asList(value(random), value(random)))));
        }
        audiences.add(new Audience(conditions));
      }
      Audiences index = Audiences.of(audiences);
      for (int visit = 0; visit < 20; visit++) {
        Map<Dimension, String> visitor = new HashMap<>();
        for (Dimension dimension : Dimension.values()) {
          if (random.nextInt(4) > 0) {
            visitor.put(dimension, value(random));
          }
        }
        assertThat(index.first(visitor::get))
            .as("seed %d: %s in %s", seed, visitor, audiences)
            .isEqualTo(oneByOne(audiences, visitor));
      }
    }
  }

  private static int oneByOne(List<Audience> audiences, Map<Dimension, String> visitor) {
    for (int i = 0; i < audiences.size(); i++) {
      if (audiences.get(i).conditions().stream()
          .allMatch(
              condition ->
                  condition.excluded()
                      != (visitor.containsKey(condition.dimension())
                          && condition.values().contains(visitor.get(condition.dimension()))))) {
        return i;
      }
    }
    return -1;
  }

  private static String value(Random random) {
    return String.valueOf((char) ('a' + random.nextInt(5)));
  }

  private static Audience audience(Condition... conditions) {
    return new Audience(List.of(conditions));
  }

  private static Condition only(Dimension dimension, String... values) {
    return new Condition(dimension, false, Set.of(values));
  }

  private static Condition not(Dimension dimension, String... values) {
    return new Condition(dimension, true, Set.of(values));
  }
}
