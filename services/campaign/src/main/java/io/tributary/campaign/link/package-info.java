/** The codes by which clicks and orders are bound to affiliates. Depends on contracts only. */
@NullMarked
package io.tributary.campaign.link;

import org.jspecify.annotations.NullMarked;
