package io.tributary.platform.http;

import org.jspecify.annotations.Nullable;

/**
 * The request is a repeat, and this is what it was answered the first time. Thrown, since the
 * stored text is no value of the endpoint's own type; {@link GivenAnswers} sends it.
 */
final class GivenAnswer extends RuntimeException {

  private final int status;
  private final @Nullable String etag;
  private final @Nullable String body;

  GivenAnswer(int status, @Nullable String etag, @Nullable String body) {
    super("answered before", null, false, false);
    this.status = status;
    this.etag = etag;
    this.body = body;
  }

  int status() {
    return status;
  }

  @Nullable String etag() {
    return etag;
  }

  /** As it was sent. */
  @Nullable String body() {
    return body;
  }
}
