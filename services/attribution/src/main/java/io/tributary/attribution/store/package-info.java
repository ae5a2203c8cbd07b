/**
 * Decisions in PostgreSQL: written from their topic, read for the API. May depend on contracts and
 * the platform.
 */
@NullMarked
package io.tributary.attribution.store;

import org.jspecify.annotations.NullMarked;
