/** Ids: one-field records whose text names their kind. Depends on nothing but the ULID library. */
@NullMarked
package io.tributary.contract.id;

import org.jspecify.annotations.NullMarked;
