/**
 * The edge's listener: one class per endpoint, each a list of steps over an {@code Exchange}. May
 * use Vert.x, Micrometer and the business packages.
 */
@NullMarked
package io.tributary.tracking.web;

import org.jspecify.annotations.NullMarked;
