package io.tributary.contract.decision;

import io.tributary.contract.id.ConversionId;
import io.tributary.contract.id.TenantId;
import java.time.Instant;

/**
 * An earlier revision no longer holds; comes before the decision that replaces it.
 *
 * @param revision the one that was replaced
 * @param reason a code, for example {@code amount_changed}
 */
public record Superseded(
    String decisionId,
    TenantId tenantId,
    ConversionId conversionId,
    int revision,
    Instant decidedAt,
    String reason)
    implements Decision {}
