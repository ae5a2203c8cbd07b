/** The HTTP interface of commissions, balances, payouts and the ledger. Adapters. */
@NullMarked
package io.tributary.reward.web;

import org.jspecify.annotations.NullMarked;
