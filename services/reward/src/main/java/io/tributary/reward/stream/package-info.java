/** Topics in and the directories in memory. Adapters. */
@NullMarked
package io.tributary.reward.stream;

import org.jspecify.annotations.NullMarked;
