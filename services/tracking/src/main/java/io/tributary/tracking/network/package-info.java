/**
 * What is known of an address: its country, its autonomous system, and what kind of network that
 * is. Depends on nothing.
 */
@NullMarked
package io.tributary.tracking.network;

import org.jspecify.annotations.NullMarked;
