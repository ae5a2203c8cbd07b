/** The beans that processes are made of: what every process, database role and API role needs. */
@NullMarked
package io.tributary.platform;

import org.jspecify.annotations.NullMarked;
