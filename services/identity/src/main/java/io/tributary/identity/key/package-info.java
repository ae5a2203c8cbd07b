/** The text form and scopes of API keys. Depends on nothing but the JDK. */
@NullMarked
package io.tributary.identity.key;

import org.jspecify.annotations.NullMarked;
