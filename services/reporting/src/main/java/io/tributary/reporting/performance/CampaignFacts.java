package io.tributary.reporting.performance;

import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;

/** What reports need to know of a campaign. */
public record CampaignFacts(
    CampaignId campaign, TenantId tenant, AdvertiserId advertiser, CurrencyCode currency) {}
