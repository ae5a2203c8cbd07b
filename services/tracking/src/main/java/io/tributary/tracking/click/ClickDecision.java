package io.tributary.tracking.click;

import io.tributary.contract.directory.LinkSnapshot;
import io.tributary.tracking.directory.LinkState;
import io.tributary.tracking.url.WebUrl;
import org.jspecify.annotations.Nullable;

/** What is done with a click. */
public sealed interface ClickDecision {

  /**
   * The visitor goes there, and the click is recorded.
   *
   * @param deepLinkRefused why the wanted page was not used, as a code; null when it was, or when
   *     none was asked for
   */
  record Redirect(LinkSnapshot link, WebUrl target, @Nullable String deepLinkRefused)
      implements ClickDecision {}

  /** The link is known and does not earn: the visitor gets the fallback. */
  record Fallback(LinkSnapshot link, String reason) implements ClickDecision {}

  /** There is no such link. */
  record NotFound() implements ClickDecision {}

  /**
   * Decides.
   *
   * @param deepLink the page of the advertiser that the affiliate wants; null for the landing page
   */
  static ClickDecision of(LinkState state, @Nullable String deepLink) {
    return switch (state) {
      case LinkState.Unknown() -> new NotFound();
      case LinkState.Inactive(LinkSnapshot link, String reason) -> new Fallback(link, reason);
      case LinkState.Active active ->
          deepLink == null
              ? new Redirect(active.link(), active.landing(), null)
              : deepLinked(active, deepLink);
    };
  }

  private static Redirect deepLinked(LinkState.Active active, String deepLink) {
    return switch (WebUrl.deepLink(deepLink)) {
      case WebUrl.Parsed.Unusable(String reason) ->
          new Redirect(active.link(), active.landing(), reason);
      case WebUrl.Parsed.Url(WebUrl url) ->
          active.campaign().allows(url)
              ? new Redirect(active.link(), url, null)
              : new Redirect(active.link(), active.landing(), "foreign_domain");
    };
  }
}
