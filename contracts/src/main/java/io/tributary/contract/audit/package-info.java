/** Who did what. Depends on ids. */
@NullMarked
package io.tributary.contract.audit;

import org.jspecify.annotations.NullMarked;
