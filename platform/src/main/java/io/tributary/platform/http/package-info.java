/**
 * What every API endpoint shares: problem documents, pages and filters of lists, versions as entity
 * tags, idempotent writes, clients of other services. May use contracts' id package.
 */
@NullMarked
package io.tributary.platform.http;

import org.jspecify.annotations.NullMarked;
