package io.tributary.campaign.link;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a link leads and for how long.
 *
 * @param urlId the landing page; null where the campaign chooses
 * @param expiresAt from when on it leads to {@code expiredUrl}, else to the campaign's fallback
 * @param disabled it leads to the campaign's fallback
 */
public record LinkTerms(
    @Nullable String urlId,
    @Nullable Instant expiresAt,
    @Nullable String expiredUrl,
    boolean disabled) {

  /** Where the campaign chooses, for ever. */
  public static final LinkTerms DEFAULT = new LinkTerms(null, null, null, false);
}
