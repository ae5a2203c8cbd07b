/**
 * The double-entry ledger: accounts, postings, the posting table, the journal for other programs.
 * Depends on contracts only.
 */
@NullMarked
package io.tributary.reward.ledger;

import org.jspecify.annotations.NullMarked;
