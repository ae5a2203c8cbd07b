/** Attribution decisions, with credits and trace. Depends on ids and money. */
@NullMarked
package io.tributary.contract.decision;

import org.jspecify.annotations.NullMarked;
