/** Files of checked records, as spools and snapshots use them. Depends on the JDK only. */
@NullMarked
package io.tributary.platform.file;

import org.jspecify.annotations.NullMarked;
