/** Gateways over HTTP. Adapters of the port that transfers are sent through. */
@NullMarked
package io.tributary.payment.gateway;

import org.jspecify.annotations.NullMarked;
