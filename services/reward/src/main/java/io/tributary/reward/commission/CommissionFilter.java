package io.tributary.reward.commission;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.ConversionId;
import org.jspecify.annotations.Nullable;

/** Which commissions are asked for; what is null does not matter. */
public record CommissionFilter(
    @Nullable ConversionId conversionId,
    @Nullable AffiliateId affiliateId,
    @Nullable CampaignId campaignId,
    @Nullable CommissionStatus status) {}
