package io.tributary.platform.http;

import io.tributary.contract.id.PrefixedId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for: {@code limit} (1 to 500, default 50) and {@code cursor}.
 *
 * @param cursor as the last page gave it
 */
public record PageQuery(int limit, @Nullable String cursor) {

  public static final int DEFAULT_LIMIT = 50;
  public static final int MAX_LIMIT = 500;
  static final int MAX_CURSOR = 512;

  /**
   * The text of a cursor that is the last id of a page, if there is one.
   *
   * @throws ApiProblem 422 if it is no such id
   */
  public @Nullable String lastId(Function<String, ? extends PrefixedId> id) {
    try {
      return cursor == null ? null : id.apply(cursor).value();
    } catch (IllegalArgumentException e) {
      throw ApiProblem.unprocessable("cursor", "invalid_cursor", "not a cursor of this list");
    }
  }

  /**
   * The page made of up to {@code limit + 1} rows.
   *
   * @param cursorOf the position after a row
   */
  public <T> Page<T> page(List<T> rows, Function<T, String> cursorOf) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> data = rows.subList(0, limit);
    return new Page<>(data, cursorOf.apply(data.get(limit - 1)));
  }

  /**
   * The page of a short list that is at hand whole.
   *
   * @param cursorOf the position after a row
   * @throws ApiProblem 422 if the cursor is no position of the list
   */
  public <T> Page<T> pageOf(List<T> all, Function<T, String> cursorOf) {
    int start = cursor == null ? 0 : all.stream().map(cursorOf).toList().indexOf(cursor) + 1;
    if (cursor != null && start == 0) {
      throw ApiProblem.unprocessable("cursor", "invalid_cursor", "not a cursor of this list");
    }
    return page(all.subList(start, all.size()), cursorOf);
  }
}
