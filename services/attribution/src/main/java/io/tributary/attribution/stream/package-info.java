/**
 * The Kafka Streams topology that turns tracking events into decisions, and its life in the
 * process. May depend on the business packages of this service, contracts, Kafka Streams and the
 * platform.
 */
@NullMarked
package io.tributary.attribution.stream;

import org.jspecify.annotations.NullMarked;
