/** The dependency rules of the tree, each with an offender that it must reject. */
package io.tributary.architecture;
