/** Work that a process repeats in the background while it runs. Depends on nothing of ours. */
@NullMarked
package io.tributary.platform.work;

import org.jspecify.annotations.NullMarked;
