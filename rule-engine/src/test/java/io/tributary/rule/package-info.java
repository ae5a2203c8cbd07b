/** Tests of the rules as tables. */
package io.tributary.rule;
