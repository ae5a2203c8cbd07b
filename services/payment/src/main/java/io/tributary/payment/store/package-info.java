/** The schema payment in SQL, and the worker that carries transfers out. Adapters. */
@NullMarked
package io.tributary.payment.store;

import org.jspecify.annotations.NullMarked;
