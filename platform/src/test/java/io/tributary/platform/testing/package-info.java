/**
 * What tests of services share: embedded servers, a service alone, a caller of its API, a clock.
 */
package io.tributary.platform.testing;
