/**
 * The command line and the composition of processes: which roles, which beans. No logic of its own.
 */
@NullMarked
package io.tributary.app;

import org.jspecify.annotations.NullMarked;
