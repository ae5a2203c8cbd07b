/** What the tests of this service share: events, a programme that is told what it knows. */
@NullUnmarked
package io.tributary.attribution.testing;

import org.jspecify.annotations.NullUnmarked;
