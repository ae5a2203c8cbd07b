/**
 * Load on a tracking edge that runs as in production, beside a bare handler on the same broker.
 * Depends on the contracts, platform and the embedded servers; the edge itself is the product's own
 * process.
 */
@NullMarked
package io.tributary.benchmark.edge;

import org.jspecify.annotations.NullMarked;
