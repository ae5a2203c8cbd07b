/**
 * What every API endpoint shares: problem documents, pages, idempotent writes, clients of other
 * services.
 */
@NullMarked
package io.tributary.platform.http;

import org.jspecify.annotations.NullMarked;
