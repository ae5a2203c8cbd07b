/** Payout runs, payouts and how they move. Depends on contracts and the ledger. */
@NullMarked
package io.tributary.reward.payout;

import org.jspecify.annotations.NullMarked;
