/** The payment role: composition of transfers, gateways and the sandbox. */
@NullMarked
package io.tributary.payment;

import org.jspecify.annotations.NullMarked;
