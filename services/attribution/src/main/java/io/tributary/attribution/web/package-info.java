/**
 * The HTTP API of conversions. May depend on the store, the directories, contracts and the
 * platform.
 */
@NullMarked
package io.tributary.attribution.web;

import org.jspecify.annotations.NullMarked;
