/** Snapshots on the compacted directory topics. Depends on ids and money. */
@NullMarked
package io.tributary.contract.directory;

import org.jspecify.annotations.NullMarked;
