/**
 * Visitors that log in, and the persons that they are: pure functions over records. May depend on
 * {@code journey} and contracts.
 */
@NullMarked
package io.tributary.attribution.person;

import org.jspecify.annotations.NullMarked;
