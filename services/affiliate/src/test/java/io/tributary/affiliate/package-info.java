/** Tests of the affiliate service. */
package io.tributary.affiliate;
