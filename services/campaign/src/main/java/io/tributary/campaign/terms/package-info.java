/**
 * What a campaign promises and how that is checked and changed. Depends on contracts, the rule
 * engine and {@code link}; knows no framework.
 */
@NullMarked
package io.tributary.campaign.terms;

import org.jspecify.annotations.NullMarked;
