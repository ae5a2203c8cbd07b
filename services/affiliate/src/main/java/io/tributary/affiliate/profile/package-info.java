/** An affiliate and its life. Depends on contracts only. */
@NullMarked
package io.tributary.affiliate.profile;

import org.jspecify.annotations.NullMarked;
