/**
 * What campaigns and affiliates say of themselves, kept in memory from their directory topics. May
 * depend on contracts and on the journey package, whose port it serves.
 */
@NullMarked
package io.tributary.attribution.directory;

import org.jspecify.annotations.NullMarked;
