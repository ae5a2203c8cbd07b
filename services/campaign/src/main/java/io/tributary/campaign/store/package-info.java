/** The schema campaign in SQL, and what leaves with its transactions. */
@NullMarked
package io.tributary.campaign.store;

import org.jspecify.annotations.NullMarked;
