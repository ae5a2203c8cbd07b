/** The webhooks that gateways call. Adapters. */
@NullMarked
package io.tributary.payment.web;

import org.jspecify.annotations.NullMarked;
