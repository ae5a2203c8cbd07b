/**
 * Typed topics over Kafka: producing, listening in batches, following compacted directories,
 * provisioning. May use contracts' topic and json packages.
 */
@NullMarked
package io.tributary.platform.kafka;

import org.jspecify.annotations.NullMarked;
