/** JMH benchmarks: {@code ./dev bench} lists them, {@code ./dev bench NAME} runs one. */
@NullMarked
package io.tributary.benchmark;

import org.jspecify.annotations.NullMarked;
