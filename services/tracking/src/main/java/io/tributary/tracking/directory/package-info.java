/**
 * What the edge knows of links, campaigns, affiliates and API keys: ports, and the maps in memory
 * behind them. Depends on the contracts and on {@code url}.
 */
@NullMarked
package io.tributary.tracking.directory;

import org.jspecify.annotations.NullMarked;
