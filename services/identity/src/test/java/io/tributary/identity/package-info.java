/** Tests of the identity service over HTTP, against real servers. */
@org.jspecify.annotations.NullMarked
package io.tributary.identity;
