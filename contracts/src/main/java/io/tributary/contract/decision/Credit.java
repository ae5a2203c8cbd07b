package io.tributary.contract.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.LinkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The share of a conversion given to one touch.
 *
 * @param clickId null for an impression
 * @param ppm parts per million; the credits of a decision sum to exactly 1,000,000
 */
public record Credit(
    AffiliateId affiliateId,
    LinkId linkId,
    @Nullable String clickId,
    Touch touch,
    Instant touchedAt,
    int ppm) {

  /** What the visitor did. */
  public enum Touch {
    @JsonProperty("click")
    CLICK,
    @JsonProperty("impression")
    IMPRESSION
  }
}
