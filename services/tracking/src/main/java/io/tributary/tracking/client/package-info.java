/**
 * Who sends: the address behind proxies, and what of a sender is stored. Depends on the contracts
 * and on {@code agent}.
 */
@NullMarked
package io.tributary.tracking.client;

import org.jspecify.annotations.NullMarked;
