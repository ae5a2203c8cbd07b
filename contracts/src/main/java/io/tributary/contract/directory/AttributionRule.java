package io.tributary.contract.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.contract.id.RuleId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the touches that a condition takes; a campaign's rules are tried in their
 * order.
 *
 * @param version grows with every change of the rule
 * @param when a CEL expression of type bool over a touch, the conversion and the customer
 */
public record AttributionRule(RuleId ruleId, int version, String name, String when, Effect then) {

  /** What the rule does. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Exclude.class, name = "exclude"),
    @JsonSubTypes.Type(value = Prefer.class, name = "prefer"),
    @JsonSubTypes.Type(value = Reweight.class, name = "reweight"),
    @JsonSubTypes.Type(value = CapShare.class, name = "cap_share"),
    @JsonSubTypes.Type(value = ExtendWindow.class, name = "extend_window"),
    @JsonSubTypes.Type(value = CouponWins.class, name = "coupon_wins"),
    @JsonSubTypes.Type(value = TouchWins.class, name = "touch_wins"),
    @JsonSubTypes.Type(value = SplitWithCoupon.class, name = "split_with_coupon"),
  })
  public sealed interface Effect
      permits Exclude,
          Prefer,
          Reweight,
          CapShare,
          ExtendWindow,
          CouponWins,
          TouchWins,
          SplitWithCoupon {}

  /** The touch does not count. */
  public record Exclude(String reason) implements Effect {}

  /** Where such touches count, no others do. */
  public record Prefer() implements Effect {}

  /** The touch's weight is multiplied; 1,000,000 leaves it. */
  public record Reweight(long ppm) implements Effect {}

  /** The touch's affiliate has at most so much of the conversion; others share what is over. */
  public record CapShare(int ppm) implements Effect {}

  /** The touch counts for so long; null leaves a window. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExtendWindow(@Nullable Duration click, @Nullable Duration view) implements Effect {}

  /** The coupon's affiliate has all of it. */
  public record CouponWins() implements Effect {}

  /** The coupon is left aside where touches count. */
  public record TouchWins() implements Effect {}

  /** The coupon's affiliate has so much of it, the touches the rest. */
  public record SplitWithCoupon(int couponPpm) implements Effect {}
}
