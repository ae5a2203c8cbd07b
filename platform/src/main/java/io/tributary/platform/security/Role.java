package io.tributary.platform.security;

/** What a console user may do; the API names them in capitals. */
public enum Role {
  ADMIN,
  MANAGER,
  FINANCE,
  ADVERTISER,
  AFFILIATE
}
