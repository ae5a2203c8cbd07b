package io.tributary.reward;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the reward service.
 *
 * @param approvalInterval how often commissions whose hold is over are approved
 * @param approvalBatch commissions approved in one transaction
 * @param campaignPatience how long a decision waits for its campaign to be told before it goes to
 *     the dead letters
 * @param payeePatience how long a payout run that names affiliates waits for their payout profiles
 *     to be told
 */
@ConfigurationProperties("tributary.reward")
record RewardSettings(
    @DefaultValue("1s") Duration approvalInterval,
    @DefaultValue("200") int approvalBatch,
    @DefaultValue("60s") Duration campaignPatience,
    @DefaultValue("2s") Duration payeePatience) {

  private static final int LARGEST_BATCH = 1_000;

  RewardSettings {
    if (approvalInterval.isNegative() || approvalInterval.isZero()) {
      throw new IllegalArgumentException("tributary.reward.approval-interval must be positive");
    }
    if (approvalBatch < 1 || approvalBatch > LARGEST_BATCH) {
      throw new IllegalArgumentException(
          "tributary.reward.approval-batch must be 1 to " + LARGEST_BATCH);
    }
  }
}
