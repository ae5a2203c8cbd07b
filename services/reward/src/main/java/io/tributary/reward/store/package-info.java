/** The schema reward in SQL: the one door into the ledger, commissions, payouts. Adapters. */
@NullMarked
package io.tributary.reward.store;

import org.jspecify.annotations.NullMarked;
