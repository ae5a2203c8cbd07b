/**
 * Rules that people write in CEL: compiled against typed facts, limited, explained; what a
 * commission rule makes of an amount, and what attribution rules make of touches. Depends on
 * contracts and CEL; knows no framework and no service.
 */
@NullMarked
package io.tributary.rule;

import org.jspecify.annotations.NullMarked;
