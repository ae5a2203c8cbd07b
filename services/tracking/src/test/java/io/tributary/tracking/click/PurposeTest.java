package io.tributary.tracking.click;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurposeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Sec-Purpose         | Purpose  | X-Moz    | X-Purpose | purpose
          -                   | -        | -        | -         | VISIT
          prefetch            | -        | -        | -         | PREFETCH
          prefetch;prerender  | -        | -        | -         | PREFETCH
          Prefetch;anonymous-client-ip | - | -      | -         | PREFETCH
          -                   | prefetch | -        | -         | PREFETCH
          -                   | -        | prefetch | -         | PREFETCH
          -                   | -        | -        | preview   | PREVIEW
          -                   | preview  | -        | -         | PREVIEW
          -                   | prefetch | -        | preview   | PREFETCH
          navigate            | other    | -        | -         | VISIT
          """,
      useHeadersInDisplayName = true)
  void browsersTellWhatALinkIsAskedFor(
      String secPurpose, String purpose, String mozilla, String apple, Purpose expected) {
    assertThat(Purpose.of(secPurpose, purpose, mozilla, apple)).isEqualTo(expected);
  }
}
