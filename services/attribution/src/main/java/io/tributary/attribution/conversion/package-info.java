/**
 * The life of one conversion after its first report: revisions, repeats and refunds, as pure
 * functions. May depend on contracts and on the journey package.
 */
@NullMarked
package io.tributary.attribution.conversion;

import org.jspecify.annotations.NullMarked;
