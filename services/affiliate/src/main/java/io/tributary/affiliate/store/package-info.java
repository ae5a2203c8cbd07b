/** The schema affiliate in SQL, and what leaves with its transactions. */
@NullMarked
package io.tributary.affiliate.store;

import org.jspecify.annotations.NullMarked;
