/**
 * The topic catalogue: what is on which topic, under which key, for how long. Depends on the event
 * packages.
 */
@NullMarked
package io.tributary.contract.topic;

import org.jspecify.annotations.NullMarked;
