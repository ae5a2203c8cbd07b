/** Files of conversions: what their columns are, and their rows as events. Depends on input. */
@NullMarked
package io.tributary.tracking.csv;

import org.jspecify.annotations.NullMarked;
