package io.tributary.campaign.terms;

import io.tributary.campaign.link.CouponTerms;
import io.tributary.platform.http.FieldProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a coupon's terms field by field. */
public final class CouponForm {

  private CouponForm() {}

  /**
   * The terms as people give them. What is absent stays as it is; an empty text takes away.
   *
   * @param validFrom RFC 3339
   * @param validUntil RFC 3339
   */
  public record Draft(
      @Nullable String validFrom,
      @Nullable String validUntil,
      @Nullable Boolean exclusive,
      @Nullable Boolean disabled) {}

  public static Checked<CouponTerms> check(Draft draft, CouponTerms before) {
    List<FieldProblem> problems = new ArrayList<>();
    CouponTerms wanted =
        new CouponTerms(
            time("valid_from", draft.validFrom(), before.validFrom(), problems),
            time("valid_until", draft.validUntil(), before.validUntil(), problems),
            draft.exclusive() == null ? before.exclusive() : draft.exclusive(),
            draft.disabled() == null ? before.disabled() : draft.disabled());
    Instant from = wanted.validFrom();
    Instant until = wanted.validUntil();
    if (from != null && until != null && !from.isBefore(until)) {
      problems.add(
          new FieldProblem("valid_until", "out_of_range", "must be later than valid_from"));
    }
    return problems.isEmpty() ? new Checked.Accepted<>(wanted) : new Checked.Refused<>(problems);
  }

  private static @Nullable Instant time(
      String field, @Nullable String given, @Nullable Instant before, List<FieldProblem> problems) {
    if (given == null) {
      return before;
    }
    if (given.isEmpty()) {
      return null;
    }
    try {
      return Instant.parse(given).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      problems.add(new FieldProblem(field, "malformed", "a time such as 2026-11-24T12:00:00Z"));
      return null;
    }
  }
}
