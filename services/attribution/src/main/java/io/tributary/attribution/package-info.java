/**
 * The attribution role: what its process is made of. May depend on everything of this service and
 * on the platform.
 */
@NullMarked
package io.tributary.attribution;

import org.jspecify.annotations.NullMarked;
