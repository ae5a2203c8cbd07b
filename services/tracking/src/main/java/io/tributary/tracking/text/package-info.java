/** Text that strangers sent, made fit to be stored. Depends on nothing. */
@NullMarked
package io.tributary.tracking.text;

import org.jspecify.annotations.NullMarked;
