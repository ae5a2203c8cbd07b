/** Keys and signatures that the sandbox gateway and its adapter both know. Depends on ids only. */
@NullMarked
package io.tributary.payment.key;

import org.jspecify.annotations.NullMarked;
