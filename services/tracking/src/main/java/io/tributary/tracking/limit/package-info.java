/** How often a key or an address may send. Depends on nothing of ours. */
@NullMarked
package io.tributary.tracking.limit;

import org.jspecify.annotations.NullMarked;
