package io.tributary.platform.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor asks for the next part; null at the end
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {

  public Page {
    data = List.copyOf(data);
  }

  /** A list that is always answered whole. */
  public static <T> Page<T> whole(List<T> data) {
    return new Page<>(data, null);
  }
}
