/**
 * What became of a transfer: answers of gateways, statuses, attempts, and what follows. Depends on
 * contracts only.
 */
@NullMarked
package io.tributary.payment.transfer;

import org.jspecify.annotations.NullMarked;
