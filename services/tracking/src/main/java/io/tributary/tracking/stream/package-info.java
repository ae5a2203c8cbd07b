/** Kafka adapters: the sinks that events and refusals go to. May use Kafka and the platform. */
@NullMarked
package io.tributary.tracking.stream;

import org.jspecify.annotations.NullMarked;
