/**
 * The HTTP API of conversions, and of models over paths. May depend on the store, the directories,
 * the models, contracts and the platform.
 */
@NullMarked
package io.tributary.attribution.web;

import org.jspecify.annotations.NullMarked;
