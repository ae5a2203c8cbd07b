package io.tributary.tracking.traffic;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names in braces that stand in a landing page's address for what is known of a click. */
public enum Macro {
  CLICK_ID,
  CAMPAIGN_ID,
  AFFILIATE_ID,
  AFF_CLICK_ID,
  SUB1,
  SUB2,
  SUB3,
  SUB4,
  SUB5,
  SUB6,
  SUB7,
  SUB8,
  SUB9,
  SUB10,
  SOURCE,
  CREATIVE_ID,
  URL_ID,
  COUNTRY,
  /** Not known to the edge: always empty. */
  REGION,
  /** Not known to the edge: always empty. */
  CITY,
  DEVICE,
  OS,
  BROWSER,
  IP,
  USER_AGENT,
  REFERRER,
  /** Seconds since 1970. */
  TIMESTAMP,
  /** In UTC, such as 2026-11-24. */
  DATE,
  RAND;

  private static final Map<String, Macro> BY_NAME = byName();

  /** Gives what macros stand for. */
  @FunctionalInterface
  public interface Values {

    /** Not encoded; null when it is not known. */
    @Nullable String value(Macro macro);
  }

  /** The macro of a name in any case; null when there is none. */
  public static @Nullable Macro of(String name) {
    return BY_NAME.get(name.toLowerCase(Locale.ROOT));
  }

  private static Map<String, Macro> byName() {
    Map<String, Macro> names = new HashMap<>();
    for (Macro macro : values()) {
      names.put(macro.name().toLowerCase(Locale.ROOT), macro);
    }
    names.put("offer_id", CAMPAIGN_ID);
    return Map.copyOf(names);
  }
}
