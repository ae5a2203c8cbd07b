package io.tributary.platform.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Versions as entity tags. */
public final class Versions {

  private Versions() {}

  public static String tag(long version) {
    return "\"" + version + "\"";
  }

  /**
   * Goes on if {@code If-Match} is absent or names the version.
   *
   * @throws ApiProblem 412 otherwise
   */
  public static void require(@Nullable String ifMatch, long version) {
    if (ifMatch != null
        && Arrays.stream(ifMatch.split(",", -1))
            .map(String::strip)
            .noneMatch(tag -> tag.equals("*") || tag.equals(tag(version)))) {
      throw ApiProblem.stale();
    }
  }
}
