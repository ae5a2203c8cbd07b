package io.tributary.campaign.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.directory.CampaignSnapshot.Status;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionTest {

  @ParameterizedTest(name = "{0}: activate {1}, pause {2}, archive {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # from    | activate | pause  | archive
          draft     | active   | -      | archived
          active    | -        | paused | -
          paused    | active   | -      | archived
          archived  | -        | -      | -
          """)
  void stepsAreTakenOnlyWhereTheyCanBe(String from, String activate, String pause, String archive) {
    assertThat(after(from, Transition.ACTIVATE)).isEqualTo(activate);
    assertThat(after(from, Transition.PAUSE)).isEqualTo(pause);
    assertThat(after(from, Transition.ARCHIVE)).isEqualTo(archive);
  }

  private static String after(String from, Transition transition) {
    return transition.isAllowedFrom(Status.valueOf(from.toUpperCase(Locale.ROOT)))
        ? transition.to().name().toLowerCase(Locale.ROOT)
        : "-";
  }
}
