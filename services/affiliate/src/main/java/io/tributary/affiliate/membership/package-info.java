/** An affiliate's place in a campaign. Depends on contracts only. */
@NullMarked
package io.tributary.affiliate.membership;

import org.jspecify.annotations.NullMarked;
