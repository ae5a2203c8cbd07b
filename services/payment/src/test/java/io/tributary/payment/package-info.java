/** Proofs of the payment role. */
package io.tributary.payment;
