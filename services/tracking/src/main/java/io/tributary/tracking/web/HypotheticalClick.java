package io.tributary.tracking.web;

import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.click.Purpose;
import io.tributary.tracking.refusal.Problems;
import io.tributary.tracking.session.Session;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A click that nobody made. What is absent was not sent by the browser.
 *
 * @param linkCode the link that is followed, by whose campaign's terms it is judged
 * @param campaignId the campaign by whose terms it is judged; the tenant's alone without both
 * @param ip address of IPv4 or IPv6
 * @param acceptLanguage the header
 * @param query of the link's address, for example {@code sub1=a&gclid=b}
 * @param secChUa the header Sec-CH-UA
 * @param secChUaMobile the header Sec-CH-UA-Mobile
 * @param secChUaPlatform the header Sec-CH-UA-Platform
 * @param timeZone of the browser, for example {@code Europe/Berlin}
 * @param purpose visit, prefetch, preview or look; visit when absent
 * @param history what is remembered of earlier touches; when absent, signals that need it are
 *     deferred
 */
public record HypotheticalClick(
    @Nullable String linkCode,
    @Nullable String campaignId,
    @Nullable String ip,
    @Nullable String userAgent,
    @Nullable String acceptLanguage,
    @Nullable String referrer,
    @Nullable String query,
    @Nullable String secChUa,
    @Nullable String secChUaMobile,
    @Nullable String secChUaPlatform,
    @Nullable String timeZone,
    @Nullable String purpose,
    @Nullable History history) {

  private static final long MAX_COUNT = 1_000_000_000;

  /**
   * What is remembered. Counts include this click.
   *
   * @param visitorSeen the visitor followed the link inside the duplicate window
   * @param senderSeen the address with this user agent did
   * @param clicksOfAddress in this minute; 1 when absent
   * @param clicksOfAddressOnCampaign in this minute; 1 when absent
   * @param clicksOfDevice of the fingerprint in this minute; 1 when absent
   * @param millisSinceShown since the visitor was shown a creative of the link; absent when it was
   *     not
   * @param clickIdReplayed the affiliate's own click id came before from somebody else
   */
  public record History(
      @Nullable Boolean visitorSeen,
      @Nullable Boolean senderSeen,
      @Nullable Long clicksOfAddress,
      @Nullable Long clicksOfAddressOnCampaign,
      @Nullable Long clicksOfDevice,
      @Nullable Long millisSinceShown,
      @Nullable Boolean clickIdReplayed) {

    private void check(Problems problems) {
      check("history.clicks_of_address", clicksOfAddress, problems);
      check("history.clicks_of_address_on_campaign", clicksOfAddressOnCampaign, problems);
      check("history.clicks_of_device", clicksOfDevice, problems);
      check("history.millis_since_shown", millisSinceShown, problems);
    }

    private static void check(String field, @Nullable Long value, Problems problems) {
      if (value != null && (value < 0 || value > MAX_COUNT)) {
        problems.add(field, "out_of_range", "is not between 0 and " + MAX_COUNT);
      }
    }

    private Session session() {
      return new Session(
          true,
          Boolean.TRUE.equals(visitorSeen),
          Boolean.TRUE.equals(senderSeen),
          orOne(clicksOfAddress),
          orOne(clicksOfAddressOnCampaign),
          orOne(clicksOfDevice),
          millisSinceShown == null ? Session.UNKNOWN : millisSinceShown,
          Boolean.TRUE.equals(clickIdReplayed),
          new long[0]);
    }

    private static long orOne(@Nullable Long count) {
      return count == null ? 1 : count;
    }
  }

  void check(Problems problems) {
    if (purpose != null && named(purpose) == null) {
      problems.add("purpose", "invalid_purpose", "is none of visit, prefetch, preview, look");
    }
    if (history != null) {
      history.check(problems);
    }
  }

  Purpose purposeOrVisit() {
    Purpose named = purpose == null ? null : named(purpose);
    return named == null ? Purpose.VISIT : named;
  }

  private static @Nullable Purpose named(String word) {
    for (Purpose purpose : Purpose.values()) {
      if (purpose.name().toLowerCase(Locale.ROOT).equals(word)) {
        return purpose;
      }
    }
    return null;
  }

  ClientHints hints() {
    return secChUa == null && secChUaMobile == null && secChUaPlatform == null
        ? ClientHints.NONE
        : new ClientHints(secChUa, secChUaMobile, secChUaPlatform, null);
  }

  Session session() {
    return history == null ? Session.UNAVAILABLE : history.session();
  }
}
