package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One affiliate's address for one campaign.
 *
 * @param code the last part of its URL, unique in the installation
 * @param urlId the landing page it leads to; null where the campaign chooses
 * @param expiresAt from when on it leads to {@code expiredUrl}, else to the campaign's fallback
 * @param disabled it leads to the campaign's fallback
 */
public record LinkSnapshot(
    LinkId linkId,
    TenantId tenantId,
    CampaignId campaignId,
    AffiliateId affiliateId,
    String code,
    @Nullable String urlId,
    @Nullable Instant expiresAt,
    @Nullable String expiredUrl,
    @JsonSetter(nulls = Nulls.AS_EMPTY) boolean disabled)
    implements CampaignDirectoryEntry {}
