/**
 * What the edge knows of links, campaigns, affiliates, tenants and API keys: ports, and the maps in
 * memory behind them. Depends on the contracts, {@code refusal}, {@code traffic} and {@code url}.
 */
@NullMarked
package io.tributary.tracking.directory;

import org.jspecify.annotations.NullMarked;
