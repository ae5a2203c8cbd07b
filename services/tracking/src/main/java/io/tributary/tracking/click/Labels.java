package io.tributary.tracking.click;

import io.tributary.tracking.text.Text;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an affiliate tells apart its traffic by. */
public record Labels(
    Map<String, String> subs, @Nullable String source, @Nullable String affiliateClickId) {

  /** Of a label, in characters; more is cut off. */
  public static final int MAX_LENGTH = 255;

  private static final String[] SUBS = {
    "sub1", "sub2", "sub3", "sub4", "sub5", "sub6", "sub7", "sub8", "sub9", "sub10"
  };

  /** Gives a value by its name. */
  @FunctionalInterface
  public interface Source {

    @Nullable String get(String name);
  }

  /** The labels among the given values; empty ones are left out. */
  public static Labels from(Source values) {
    Map<String, String> subs = new HashMap<>();
    for (String name : SUBS) {
      String value = Text.clean(values.get(name), MAX_LENGTH);
      if (value != null) {
        subs.put(name, value);
      }
    }
    return new Labels(
        subs,
        Text.clean(values.get("source"), MAX_LENGTH),
        Text.clean(values.get("aff_click_id"), MAX_LENGTH));
  }
}
