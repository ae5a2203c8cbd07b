package io.tributary.app;

import io.tributary.embedded.Endpoints;
import io.tributary.embedded.Part;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The embedded servers as configuration. */
final class ServerProperties {

  private ServerProperties() {}

  static Map<String, String> of(Endpoints endpoints) {
    return of(endpoints, EnumSet.allOf(Part.class));
  }

  static Map<String, String> of(Endpoints endpoints, Set<Part> parts) {
    Map<String, String> properties = new TreeMap<>();
    for (Part part : parts) {
      switch (part) {
        case KAFKA ->
            properties.put("tributary.kafka.bootstrap-servers", endpoints.kafkaBootstrapServers());
        case REDIS -> properties.put("tributary.redis.url", endpoints.redisUrl());
        case POSTGRES -> {
          properties.put("tributary.datasource.url", endpoints.datasourceUrl());
          properties.put("tributary.datasource.username", endpoints.datasourceUser());
          properties.put("tributary.datasource.password", endpoints.datasourcePassword());
          properties.put("tributary.datasource.owner-username", endpoints.datasourceOwner());
          properties.put(
              "tributary.datasource.owner-password", endpoints.datasourceOwnerPassword());
        }
      }
    }
    return properties;
  }
}
