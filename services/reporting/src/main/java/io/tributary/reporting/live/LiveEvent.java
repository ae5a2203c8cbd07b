package io.tributary.reporting.live;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened just now.
 *
 * @param affiliate who sent it; of a shared conversion the one with the largest credit
 * @param amount of a conversion
 * @param status what was decided about a conversion
 */
public record LiveEvent(
    Kind kind,
    Instant at,
    CampaignId campaign,
    @Nullable AffiliateId affiliate,
    @Nullable Money amount,
    @Nullable String status) {

  /** What happened. */
  public enum Kind {
    CLICK,
    IMPRESSION,
    CONVERSION
  }
}
