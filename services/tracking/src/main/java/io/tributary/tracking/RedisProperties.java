package io.tributary.tracking;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Redis is.
 *
 * @param url as in {@code redis://:password@host:6379} or {@code rediss://}; without one each
 *     process remembers for itself
 */
@ConfigurationProperties("tributary.redis")
public record RedisProperties(@Nullable String url) {

  /** Without the password. */
  @Override
  public String toString() {
    return "RedisProperties[]";
  }
}
