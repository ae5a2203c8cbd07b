/** Whose products are promoted. Depends on contracts only. */
@NullMarked
package io.tributary.campaign.advertiser;

import org.jspecify.annotations.NullMarked;
