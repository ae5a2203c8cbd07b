/** What the affiliate service says of memberships. Depends on contracts only. */
@NullMarked
package io.tributary.campaign.membership;

import org.jspecify.annotations.NullMarked;
