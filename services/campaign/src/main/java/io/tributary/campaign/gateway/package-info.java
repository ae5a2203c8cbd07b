/** Other services over HTTP. Adapters of the business packages' ports. */
@NullMarked
package io.tributary.campaign.gateway;

import org.jspecify.annotations.NullMarked;
