/**
 * The data sets that classify clicks: loaded from the build, replaced by the operator while the
 * edge runs. Depends on agent, client and network.
 */
@NullMarked
package io.tributary.tracking.dataset;

import org.jspecify.annotations.NullMarked;
