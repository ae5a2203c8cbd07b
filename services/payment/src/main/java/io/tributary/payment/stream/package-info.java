/** Topics in. Adapters. */
@NullMarked
package io.tributary.payment.stream;

import org.jspecify.annotations.NullMarked;
