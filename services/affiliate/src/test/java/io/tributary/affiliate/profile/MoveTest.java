package io.tributary.affiliate.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.AffiliateSnapshot.Status;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveTest {

  @ParameterizedTest(name = "{0}: approve {1}, reject {2}, ban {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from     | approve  | reject   | ban
          pending    | approved | rejected | banned
          approved   | -        | -        | banned
          rejected   | approved | -        | banned
          banned     | -        | -        | -
          """)
  void decisionsAreTakenOnlyWhereTheyCanBe(String from, String approve, String reject, String ban) {
    assertThat(after(from, Move.APPROVE)).isEqualTo(approve);
    assertThat(after(from, Move.REJECT)).isEqualTo(reject);
    assertThat(after(from, Move.BAN)).isEqualTo(ban);
  }

  private static String after(String from, Move move) {
    return move.isAllowedFrom(Status.valueOf(from.toUpperCase(Locale.ROOT)))
        ? move.to().name().toLowerCase(Locale.ROOT)
        : "-";
  }
}
