/**
 * What a campaign promises and how that is checked and changed. Depends on contracts and the rule
 * engine; knows no framework.
 */
@NullMarked
package io.tributary.campaign.terms;

import org.jspecify.annotations.NullMarked;
