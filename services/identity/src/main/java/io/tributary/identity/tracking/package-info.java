/** How a tenant's visitors are recognised, as administrators set it. Depends on the contracts. */
@NullMarked
package io.tributary.identity.tracking;

import org.jspecify.annotations.NullMarked;
