package io.tributary.platform;

import org.springframework.core.env.Environment;

/** Where services are: {@code tributary.services.<name>.url}, else this process's own API. */
public final class ServiceAddresses {

  private ServiceAddresses() {}

  /** Base URL of a service, without a slash at its end. */
  public static String of(String service, Environment environment) {
    String configured = environment.getProperty("tributary.services." + service + ".url");
    if (configured != null && !configured.isBlank()) {
      return configured;
    }
    return "http://127.0.0.1:"
        + environment.getProperty(
            "local.server.port", environment.getProperty("server.port", "8080"));
  }

  /** Where the keys are that access tokens are checked with. */
  public static String jwks(Environment environment) {
    return of("identity", environment) + "/.well-known/jwks.json";
  }
}
