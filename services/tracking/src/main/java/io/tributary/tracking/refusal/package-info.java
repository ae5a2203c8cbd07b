/**
 * Refusals: the closed set of reasons, how their input is masked, and the port they are recorded
 * through. Depends on the contracts only.
 */
@NullMarked
package io.tributary.tracking.refusal;

import org.jspecify.annotations.NullMarked;
