/** URLs that visitors are sent to: parsed strictly and built anew. Depends on nothing. */
@NullMarked
package io.tributary.tracking.url;

import org.jspecify.annotations.NullMarked;
