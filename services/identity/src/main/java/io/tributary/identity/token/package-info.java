/** Access tokens and the keys that sign them. Depends on accounts and the JOSE library. */
@NullMarked
package io.tributary.identity.token;

import org.jspecify.annotations.NullMarked;
