package io.tributary.reward.payout;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import java.time.Duration;
import java.util.List;

/**
 * Waits for what is known of payees. The directory follows the affiliate service within a moment: a
 * run that names affiliates right after their profiles were set waits for it, before it opens a
 * transaction.
 */
public final class PayeeWait {

  private static final Duration STEP = Duration.ofMillis(25);

  private final Payees payees;
  private final Duration patience;

  /**
   * A wait on a directory.
   *
   * @param patience at most
   */
  public PayeeWait(Payees payees, Duration patience) {
    this.payees = payees;
    this.patience = patience;
  }

  /** Returns when all can be paid this way, or after the patience is over. */
  public void await(
      TenantId tenant, String gateway, CurrencyCode currency, List<AffiliateId> affiliates) {
    for (long waited = 0; waited < patience.toMillis(); waited += STEP.toMillis()) {
      boolean all =
          affiliates.stream()
              .allMatch(
                  affiliate ->
                      Selection.unpayable(
                              affiliate, payees.find(tenant, affiliate), gateway, currency)
                          == null);
      if (all) {
        return;
      }
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
