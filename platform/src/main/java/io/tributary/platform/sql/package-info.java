/**
 * Databases of services: pools, migrations, tenant-scoped transactions, outbox, inbox, values as
 * columns. May use contracts' id and topic packages.
 */
@NullMarked
package io.tributary.platform.sql;

import org.jspecify.annotations.NullMarked;
