package io.tributary.tracking.traffic;

import org.jspecify.annotations.Nullable;

/**
 * A landing page of a campaign.
 *
 * @param urlId null for the campaign's own
 */
public record Landing(@Nullable String urlId, Page page) {}
