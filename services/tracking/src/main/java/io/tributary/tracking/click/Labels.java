package io.tributary.tracking.click;

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
      String value = clean(values.get(name));
      if (value != null) {
        subs.put(name, value);
      }
    }
    return new Labels(subs, clean(values.get("source")), clean(values.get("aff_click_id")));
  }

  private static @Nullable String clean(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String cut = value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH);
    for (int i = 0; i < cut.length(); i++) {
      if (Character.isISOControl(cut.charAt(i))) {
        return cut.chars()
            .filter(c -> !Character.isISOControl(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return cut;
  }
}
