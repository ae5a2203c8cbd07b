package io.tributary.identity.key;

import java.util.Set;

/** What API keys can be allowed to do. */
public final class Scopes {

  /** Reporting events that happen now. */
  public static final String EVENTS_WRITE = "events.write";

  /** Reporting events of the past. */
  public static final String EVENTS_BACKFILL = "events.backfill";

  public static final String API_READ = "api.read";
  public static final String API_WRITE = "api.write";

  public static final Set<String> ALL = Set.of(EVENTS_WRITE, EVENTS_BACKFILL, API_READ, API_WRITE);

  private Scopes() {}
}
