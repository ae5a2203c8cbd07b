/** Who is calling, and the checks of access tokens. */
@NullMarked
package io.tributary.platform.security;

import org.jspecify.annotations.NullMarked;
