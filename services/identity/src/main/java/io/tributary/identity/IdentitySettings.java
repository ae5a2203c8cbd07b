package io.tributary.identity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the identity service.
 *
 * @param adminEmail e-mail of the administrator that the first start creates
 * @param adminPassword password of that administrator, 12 to 128 characters; without it one is
 *     generated and printed once
 * @param accessTokenLife how long an access token is valid, 1 to 15 minutes
 * @param sessionIdle how long a session lasts without use
 * @param sessionLife how long a session lasts at most
 * @param failedSignInsPerMinute failed sign-ins per client address and process before it has to
 *     wait
 */
@ConfigurationProperties("tributary.identity")
record IdentitySettings(
    @DefaultValue("admin@example.com") String adminEmail,
    @Nullable String adminPassword,
    @DefaultValue("10m") Duration accessTokenLife,
    @DefaultValue("12h") Duration sessionIdle,
    @DefaultValue("14d") Duration sessionLife,
    @DefaultValue("20") int failedSignInsPerMinute) {

  private static final Duration SHORTEST_TOKEN = Duration.ofMinutes(1);
  private static final Duration LONGEST_TOKEN = Duration.ofMinutes(15);

  IdentitySettings {
    if (accessTokenLife.compareTo(SHORTEST_TOKEN) < 0
        || accessTokenLife.compareTo(LONGEST_TOKEN) > 0) {
      throw new IllegalArgumentException(
          "tributary.identity.access-token-life must be 1 to 15 minutes");
    }
    if (failedSignInsPerMinute < 1) {
      throw new IllegalArgumentException(
          "tributary.identity.failed-sign-ins-per-minute must be positive");
    }
  }

  @Override
  public String toString() {
    return "IdentitySettings";
  }
}
