/**
 * Kafka adapters: the sink that events and refusals go to, and the way of what waits in the spool
 * to Kafka. May use Kafka, the platform and {@code spool}.
 */
@NullMarked
package io.tributary.tracking.stream;

import org.jspecify.annotations.NullMarked;
