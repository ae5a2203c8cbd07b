/**
 * The sandbox gateway: plays a provider, with books of its own in a schema of its own. Knows
 * nothing of the payment service but the keys they share.
 */
@NullMarked
package io.tributary.payment.sandbox;

import org.jspecify.annotations.NullMarked;
