package io.tributary.platform.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * What makes a write one that may be repeated. An endpoint that declares it takes the header {@code
 * Idempotency-Key}.
 *
 * @param route method and address pattern of the write
 * @param uri the address itself
 * @param text the header, 1 to 255 characters; null without one
 */
public record IdempotencyKey(String route, String uri, @Nullable String text) {

  static final int MAX_LENGTH = 255;

  /** Refuses a write without a key: money writes must have one. */
  @Target(ElementType.PARAMETER)
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Required {}
}
