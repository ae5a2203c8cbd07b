package io.tributary.contract.directory;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.TenantId;

/**
 * One affiliate's address for one campaign.
 *
 * @param code the last part of its URL, unique in the installation
 */
public record LinkSnapshot(
    LinkId linkId, TenantId tenantId, CampaignId campaignId, AffiliateId affiliateId, String code)
    implements CampaignDirectoryEntry {}
