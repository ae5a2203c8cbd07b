/**
 * The campaign service: advertisers, campaigns with their terms, links and coupons. Depends on
 * contracts, platform and the rule engine.
 */
@NullMarked
package io.tributary.campaign;

import org.jspecify.annotations.NullMarked;
