/** Users, passwords and the decision of signing in. Knows no framework, no database. */
@NullMarked
package io.tributary.identity.account;

import org.jspecify.annotations.NullMarked;
