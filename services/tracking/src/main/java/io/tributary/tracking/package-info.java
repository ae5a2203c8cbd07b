/**
 * The tracking edge: takes clicks, impressions and conversions and answers when they are durable.
 * Here: the role and its configuration. Business packages know no framework; adapters are {@code
 * web} (Vert.x) and {@code stream} (Kafka).
 */
@NullMarked
package io.tributary.tracking;

import org.jspecify.annotations.NullMarked;
