/** Tests of the embedded servers: real processes in temporary folders. */
@NullMarked
package io.tributary.embedded;

import org.jspecify.annotations.NullMarked;
