/**
 * What is counted: figures per day, campaign, affiliate and currency, and how events change them.
 * Knows no framework; depends on contracts.
 */
@NullMarked
package io.tributary.reporting.performance;

import org.jspecify.annotations.NullMarked;
