/** Refresh tokens and what the use of one leads to. Knows no framework, no database. */
@NullMarked
package io.tributary.identity.session;

import org.jspecify.annotations.NullMarked;
