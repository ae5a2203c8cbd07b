/** What tests of services share: embedded servers and a clock. */
package io.tributary.platform.testing;
