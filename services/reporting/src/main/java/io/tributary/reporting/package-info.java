/**
 * Reporting: read models over the event log, the performance report and the live figures. Depends
 * on contracts and platform.
 */
@NullMarked
package io.tributary.reporting;

import org.jspecify.annotations.NullMarked;
