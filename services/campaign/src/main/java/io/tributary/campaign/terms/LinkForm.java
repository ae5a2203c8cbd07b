package io.tributary.campaign.terms;

import io.tributary.campaign.link.LinkTerms;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.platform.http.FieldProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a change of a link field by field. */
public final class LinkForm {

  private LinkForm() {}

  /**
   * A change as people give it. What is absent stays as it is; an empty text takes away.
   *
   * @param urlId a landing page of the campaign
   * @param expiresAt RFC 3339
   * @param expiredUrl absolute https URL
   */
  public record Draft(
      @Nullable String urlId,
      @Nullable String expiresAt,
      @Nullable String expiredUrl,
      @Nullable Boolean disabled) {}

  /**
   * Checks.
   *
   * @param traffic of the link's campaign
   */
  public static Checked<LinkTerms> check(Draft draft, LinkTerms before, TrafficTerms traffic) {
    List<FieldProblem> problems = new ArrayList<>();
    LinkTerms wanted =
        new LinkTerms(
            draft.urlId() == null
                ? before.urlId()
                : urlId(emptyToNull(draft.urlId()), traffic, problems),
            draft.expiresAt() == null
                ? before.expiresAt()
                : time(emptyToNull(draft.expiresAt()), problems),
            draft.expiredUrl() == null
                ? before.expiredUrl()
                : address(emptyToNull(draft.expiredUrl()), problems),
            draft.disabled() == null ? before.disabled() : draft.disabled());
    return problems.isEmpty() ? new Checked.Accepted<>(wanted) : new Checked.Refused<>(problems);
  }

  private static @Nullable String urlId(
      @Nullable String given, TrafficTerms traffic, List<FieldProblem> problems) {
    if (given != null
        && traffic.landingPages().stream().noneMatch(page -> page.urlId().equals(given))) {
      problems.add(
          new FieldProblem(
              "url_id", "unknown_page", "no landing page of the campaign has this id"));
    }
    return given;
  }

  private static @Nullable Instant time(@Nullable String given, List<FieldProblem> problems) {
    if (given == null) {
      return null;
    }
    try {
      return Instant.parse(given);
    } catch (DateTimeException e) {
      problems.add(
          new FieldProblem("expires_at", "malformed", "a time such as 2026-11-24T12:00:00Z"));
      return null;
    }
  }

  private static @Nullable String address(@Nullable String given, List<FieldProblem> problems) {
    if (given != null && Addresses.hostOfLandingUrl(given).isEmpty()) {
      problems.add(
          new FieldProblem(
              "expired_url",
              "malformed",
              "an absolute https URL with a host name, at most %d characters"
                  .formatted(Addresses.MAX_URL)));
    }
    return given;
  }

  private static @Nullable String emptyToNull(String given) {
    return given.isEmpty() ? null : given;
  }
}
