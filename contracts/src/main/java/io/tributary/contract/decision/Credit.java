package io.tributary.contract.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.LinkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The share of a conversion given to one touch, or to the owner of its coupon.
 *
 * @param linkId null for a coupon
 * @param clickId null for all but clicks
 * @param touchedAt when the coupon was used, where there was no touch
 * @param ppm parts per million; the credits of a decision sum to exactly 1,000,000
 */
public record Credit(
    AffiliateId affiliateId,
    @Nullable LinkId linkId,
    @Nullable String clickId,
    Touch touch,
    Instant touchedAt,
    int ppm) {

  public Credit {
    if (linkId == null && touch != Touch.COUPON) {
      throw new IllegalArgumentException("a touch without its link");
    }
  }

  /** What the visitor did. */
  public enum Touch {
    @JsonProperty("click")
    CLICK,
    @JsonProperty("impression")
    IMPRESSION,
    /** Used the affiliate's coupon, and followed none of its links that count. */
    @JsonProperty("coupon")
    COUPON
  }
}
