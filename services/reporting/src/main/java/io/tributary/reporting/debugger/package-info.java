/**
 * The last events of every tenant, in memory, with what was made of them. Knows no framework;
 * depends on contracts.
 */
@NullMarked
package io.tributary.reporting.debugger;

import org.jspecify.annotations.NullMarked;
