/** Readiness and dependency checks, and the listener that shows them with the metrics. */
@NullMarked
package io.tributary.platform.ops;

import org.jspecify.annotations.NullMarked;
