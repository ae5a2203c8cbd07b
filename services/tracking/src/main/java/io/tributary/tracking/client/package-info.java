/**
 * Who sends: the address behind proxies, and what of a sender is stored. Depends on the contracts
 * only.
 */
@NullMarked
package io.tributary.tracking.client;

import org.jspecify.annotations.NullMarked;
