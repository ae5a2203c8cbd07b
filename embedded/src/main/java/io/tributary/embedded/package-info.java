/**
 * PostgreSQL, Kafka and Redis for one machine, as child processes that keep their data in one
 * folder.
 *
 * <p>Depends on the servers' own artefacts only; knows nothing of the product's services.
 */
@NullMarked
package io.tributary.embedded;

import org.jspecify.annotations.NullMarked;
