package io.tributary.reporting.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

  @ParameterizedTest(name = "{0} over {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "10001 | 500000 500000        | 5001 5000",
        "15    | 800000 80000 120000  | 13 1 1",
        "1     | 333333 333333 333334 | 1 0 0",
        "0     | 1000000              | 0",
        "7     | 1000000              | 7",
      })
  void an_amount_is_split_without_losing_a_unit(long amount, String ppm, String parts) {
    List<Share> shares =
        List.of(ppm.split(" ")).stream()
            .map(share -> new Share(null, Integer.parseInt(share)))
            .toList();

    assertThat(Share.split(amount, shares))
        .isEqualTo(List.of(parts.split(" ")).stream().map(Long::valueOf).toList());
  }
}
