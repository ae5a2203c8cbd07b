/**
 * What senders say, whatever way it comes in: the declared members, their types and bounds, and the
 * values of one input. Depends on refusal and text only.
 */
@NullMarked
package io.tributary.tracking.input;

import org.jspecify.annotations.NullMarked;
