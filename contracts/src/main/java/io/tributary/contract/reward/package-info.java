/**
 * Life cycle of commissions and payouts, as the reward service states it. Depends on ids and money.
 */
@NullMarked
package io.tributary.contract.reward;

import org.jspecify.annotations.NullMarked;
