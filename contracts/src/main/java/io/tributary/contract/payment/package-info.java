/** Facts about transfers, as the payment service states them. Depends on ids and money. */
@NullMarked
package io.tributary.contract.payment;

import org.jspecify.annotations.NullMarked;
