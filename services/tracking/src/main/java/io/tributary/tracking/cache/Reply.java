package io.tributary.tracking.cache;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The answer to one command: numbers, or a text that is there or not. */
final class Reply extends CommandOutput<byte[], byte[], Reply> {

  /** Counters of an address that one command increases. */
  private static final int MAX_NUMBERS = 2;

  private static final int DECIMAL = 10;

  private final long[] numbers = new long[MAX_NUMBERS];
  private int count;
  private boolean present;

  Reply() {
    super(ByteArrayCodec.INSTANCE, null);
  }

  @Override
  public void set(long number) {
    if (count < MAX_NUMBERS) {
      numbers[count++] = number;
    }
  }

  @Override
  @SuppressWarnings("NullAway") // The library says null where there is nothing.
  public void set(@Nullable ByteBuffer bytes) {
    present = bytes != null;
    if (bytes != null) {
      numbers[0] = number(bytes);
    }
  }

  long number(int index) {
    return numbers[index];
  }

  /** Whether there was a text. */
  boolean isPresent() {
    return present;
  }

  /** The number that a text is; 0 for any other text. */
  private static long number(ByteBuffer bytes) {
    long number = 0;
    boolean negative = false;
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      byte b = bytes.get(i);
      if (i == bytes.position() && b == '-') {
        negative = true;
      } else if (b < '0' || b > '9') {
        return 0;
      } else {
        number = number * DECIMAL + (b - '0');
      }
    }
    return negative ? -number : number;
  }
}
