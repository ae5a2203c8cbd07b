/** Money and currencies: integer minor units, ISO 4217 exponents. Depends on nothing. */
@NullMarked
package io.tributary.contract.money;

import org.jspecify.annotations.NullMarked;
