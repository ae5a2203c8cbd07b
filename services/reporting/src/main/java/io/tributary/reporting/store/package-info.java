/** The figures in PostgreSQL. Depends on platform's SQL. */
@NullMarked
package io.tributary.reporting.store;

import org.jspecify.annotations.NullMarked;
