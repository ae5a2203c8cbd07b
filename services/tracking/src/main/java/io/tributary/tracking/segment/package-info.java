/**
 * The Segment protocol: what its messages are among the events of the event API. Depends on input,
 * directory and visitor.
 */
@NullMarked
package io.tributary.tracking.segment;

import org.jspecify.annotations.NullMarked;
