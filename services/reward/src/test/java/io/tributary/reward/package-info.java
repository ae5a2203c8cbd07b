/** Proofs of the reward role. */
package io.tributary.reward;
