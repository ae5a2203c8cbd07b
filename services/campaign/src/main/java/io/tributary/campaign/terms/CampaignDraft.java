package io.tributary.campaign.terms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A campaign's terms as people give them, not yet checked. What is absent is defaulted in a new
 * campaign and stays as it is in a known one.
 *
 * @param landingUrl absolute https URL, which may hold macros
 * @param allowedDomains hosts that deep links may lead to; by default the landing page's
 * @param hold ISO 8601 duration
 */
public record CampaignDraft(
    @Nullable String advertiserId,
    @Nullable String name,
    @Nullable String currency,
    @Nullable String landingUrl,
    @Nullable List<@Nullable String> allowedDomains,
    @Nullable AttributionDraft attribution,
    @Nullable TrafficDraft traffic,
    @Nullable String hold,
    @Nullable List<@Nullable RuleDraft> commissionRules) {}
