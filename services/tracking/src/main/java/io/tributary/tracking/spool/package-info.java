/**
 * The spool: records on local disk until the log has them. Knows files and time, and nothing of the
 * log; {@code stream} fills and drains it. Depends on the platform's {@code file} only.
 */
@NullMarked
package io.tributary.tracking.spool;

import org.jspecify.annotations.NullMarked;
