/**
 * What identifies an advertiser's customers, in a form that may be kept. Depends on the contracts'
 * ids only.
 */
@NullMarked
package io.tributary.tracking.customer;

import org.jspecify.annotations.NullMarked;
