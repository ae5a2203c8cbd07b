/**
 * Visitors, whether they may be recognised, and the ids of their clicks: made and checked without
 * any look-up. Depends on the contracts only.
 */
@NullMarked
package io.tributary.tracking.visitor;

import org.jspecify.annotations.NullMarked;
