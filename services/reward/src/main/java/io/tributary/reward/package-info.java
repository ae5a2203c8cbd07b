/** The reward role: composition of commissions, ledger and payout runs with their adapters. */
@NullMarked
package io.tributary.reward;

import org.jspecify.annotations.NullMarked;
