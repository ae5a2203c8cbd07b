package io.tributary.identity.store;

import io.tributary.platform.http.ApiProblem;

/** Cursors that are row numbers. */
final class Cursors {

  private Cursors() {}

  static long number(String cursor) {
    if (!cursor.matches("[0-9]{1,18}")) {
      throw ApiProblem.unprocessable("cursor", "invalid_cursor", "not a cursor of this list");
    }
    return Long.parseLong(cursor);
  }
}
