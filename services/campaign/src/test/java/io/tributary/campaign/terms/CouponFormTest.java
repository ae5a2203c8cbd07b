package io.tributary.campaign.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.campaign.link.CouponTerms;
import io.tributary.platform.http.FieldProblem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CouponFormTest {

  private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
  private static final CouponTerms BEFORE = new CouponTerms(NOVEMBER, DECEMBER, true, false);

  @Test
  void whatIsAbsentStaysAndAnEmptyTextTakesAway() {
    assertThat(CouponForm.check(new CouponForm.Draft(null, null, null, null), BEFORE))
        .isEqualTo(new Checked.Accepted<>(BEFORE));
    assertThat(CouponForm.check(new CouponForm.Draft("", null, false, true), BEFORE))
        .isEqualTo(new Checked.Accepted<>(new CouponTerms(null, DECEMBER, false, true)));
  }

  @Test
  void theEndComesAfterTheStart() {
    assertThat(problems(new CouponForm.Draft("2026-12-01T00:00:00Z", null, null, null)))
        .extracting(FieldProblem::field)
        .containsExactly("valid_until");
    assertThat(problems(new CouponForm.Draft("tomorrow", "2026-13-01", null, null)))
        .extracting(FieldProblem::field)
        .containsExactly("valid_from", "valid_until");
  }

  private static List<FieldProblem> problems(CouponForm.Draft draft) {
    return switch (CouponForm.check(draft, BEFORE)) {
      case Checked.Accepted<?> accepted -> throw new AssertionError(accepted.toString());
      case Checked.Refused<?>(List<FieldProblem> problems) -> problems;
    };
  }
}
