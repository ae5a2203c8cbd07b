/**
 * Events of the tracking edge: what was received and what was refused. Depends on ids and money.
 */
@NullMarked
package io.tributary.contract.tracking;

import org.jspecify.annotations.NullMarked;
