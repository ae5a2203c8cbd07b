package io.tributary.campaign.terms;

import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.TermsVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which versions of a campaign's terms others need, to decide about conversions of the past. */
public final class AttributionHistory {

  public static final int MAX_VERSIONS = 50;

  /** The longest window, and what comes late. */
  public static final Duration MAX_AGE = Duration.ofDays(400);

  /** Characters of rules in all versions, so that a campaign fits into a message. */
  public static final int MAX_TEXT = 200_000;

  private AttributionHistory() {}

  /**
   * The newest versions, oldest first: those that were in force in the last {@link #MAX_AGE}, as
   * far as their number and their rules' length allow; the last one in any case.
   *
   * @param all oldest first, at least one
   */
  public static List<TermsVersion> published(List<TermsVersion> all, Instant now) {
    List<TermsVersion> newestFirst = new ArrayList<>();
    int text = 0;
    for (TermsVersion version : all.reversed()) {
      text += version.rules().stream().mapToInt(AttributionHistory::length).sum();
      boolean replacedLongAgo =
          !newestFirst.isEmpty() && newestFirst.getLast().from().isBefore(now.minus(MAX_AGE));
      if (!newestFirst.isEmpty()
          && (newestFirst.size() == MAX_VERSIONS || text > MAX_TEXT || replacedLongAgo)) {
        break;
      }
      newestFirst.add(version);
    }
    return newestFirst.reversed();
  }

  private static int length(AttributionRule rule) {
    return rule.name().length() + rule.when().length();
  }
}
