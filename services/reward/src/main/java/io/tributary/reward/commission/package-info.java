/**
 * What a conversion earns and where a commission is in its life. Depends on contracts and rules.
 */
@NullMarked
package io.tributary.reward.commission;

import org.jspecify.annotations.NullMarked;
