/** The HTTP endpoints of the campaign service. Depends on the store and the business packages. */
@NullMarked
package io.tributary.campaign.web;

import org.jspecify.annotations.NullMarked;
