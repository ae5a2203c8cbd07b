/**
 * The event API: what servers with a key report, event by event. Depends on the other business
 * packages.
 */
@NullMarked
package io.tributary.tracking.event;

import org.jspecify.annotations.NullMarked;
