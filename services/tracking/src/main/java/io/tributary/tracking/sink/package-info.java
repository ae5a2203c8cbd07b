/** The port through which events become durable. Depends on the contracts only. */
@NullMarked
package io.tributary.tracking.sink;

import org.jspecify.annotations.NullMarked;
