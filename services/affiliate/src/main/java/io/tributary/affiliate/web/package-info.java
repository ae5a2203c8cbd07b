/** The HTTP endpoints of the affiliate service. Depends on the store and the business packages. */
@NullMarked
package io.tributary.affiliate.web;

import org.jspecify.annotations.NullMarked;
