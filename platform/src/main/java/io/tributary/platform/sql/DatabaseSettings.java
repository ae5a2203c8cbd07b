package io.tributary.platform.sql;

import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database and the two roles that use it.
 *
 * @param url JDBC URL
 * @param username role of the services; owns nothing and is subject to row-level security
 * @param ownerUsername role of the migrations; defaults to {@code username}
 * @param poolSize connections at most
 */
public record DatabaseSettings(
    String url,
    String username,
    String password,
    @Nullable String ownerUsername,
    @Nullable String ownerPassword,
    int poolSize) {

  String owner() {
    return ownerUsername == null ? username : ownerUsername;
  }

  String passwordOfOwner() {
    return ownerUsername == null || ownerPassword == null ? password : ownerPassword;
  }
}
