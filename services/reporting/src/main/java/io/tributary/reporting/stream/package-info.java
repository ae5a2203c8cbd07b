/** From Kafka: what counts, what is shown live, and the campaigns. Depends on platform's Kafka. */
@NullMarked
package io.tributary.reporting.stream;

import org.jspecify.annotations.NullMarked;
