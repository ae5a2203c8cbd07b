/** The JSON codec shared by all topics. Depends on Jackson only. */
@NullMarked
package io.tributary.contract.json;

import org.jspecify.annotations.NullMarked;
