/**
 * What a user agent is: its class, and the device, system and browser that it names. Depends on
 * nothing.
 */
@NullMarked
package io.tributary.tracking.agent;

import org.jspecify.annotations.NullMarked;
