/**
 * The identity service: who may sign in and call, and the log of who did what. Depends on contracts
 * and platform.
 */
@NullMarked
package io.tributary.identity;

import org.jspecify.annotations.NullMarked;
