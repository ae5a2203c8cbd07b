/** The HTTP endpoints of identity. Depends on the store and the business packages. */
@NullMarked
package io.tributary.identity.web;

import org.jspecify.annotations.NullMarked;
