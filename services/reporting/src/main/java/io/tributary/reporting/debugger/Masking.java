package io.tributary.reporting.debugger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides in what is shown of an event whatever identifies a person or lets its holder act: full IP
 * addresses, e-mail addresses, customer and click ids, and tokens.
 */
public final class Masking {

  private static final String HIDDEN = "***";
  private static final int SHOWN = 6;

  /** Names of fields whose values are shortened to their first characters. */
  private static final Set<String> SHORTENED =
      Set.of(
          "click_id",
          "visitor_id",
          "fingerprint",
          "email_hash",
          "customer_id",
          "key",
          "token",
          "secret",
          "password",
          "signature",
          "authorization",
          "api_key",
          "write_key");

  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}(?:@|%40)[A-Za-z0-9.-]{1,255}");
  private static final Pattern IPV4 =
      Pattern.compile("\\b(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.\\d{1,3}\\b");
  private static final Pattern IPV6 =
      Pattern.compile(
          "(?<![0-9A-Za-z:])([0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4})(?::[0-9A-Fa-f]{0,4}){2,5}");

  /** A secret among parameters or fields written as text. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)([\"']?\\b(?:[a-z_]*token|[a-z_]*secret|password|signature|sig|api_?key|write_?key"
              + "|auth|authorization|click_?id)[\"']?\\s*[=:]\\s*[\"']?)"
              + "(?:bearer |basic )?[^&\\s\"',;}]+");

  private Masking() {}

  /** The fields of an event by their paths, for example {@code client.ip}. */
  public static Map<String, String> fields(Map<String, ?> fields) {
    Map<String, String> masked = new LinkedHashMap<>();
    add(masked, "", fields);
    return masked;
  }

  /** A text of any kind. */
  public static String text(String text) {
    String withoutSecrets = SECRET.matcher(text).replaceAll("$1" + HIDDEN);
    String withoutEmail = EMAIL.matcher(withoutSecrets).replaceAll(HIDDEN);
    return IPV6.matcher(IPV4.matcher(withoutEmail).replaceAll("$1.0")).replaceAll("$1::");
  }

  /** The first characters of an identifier: enough to compare, too few to use. */
  static String shortened(String value) {
    return value.length() <= SHOWN ? HIDDEN : value.substring(0, SHOWN) + HIDDEN;
  }

  private static void add(Map<String, String> masked, String path, Map<?, ?> fields) {
    fields.forEach(
        (name, value) -> {
          String field = String.valueOf(name);
          add(masked, path.isEmpty() ? field : path + "." + field, field, value);
        });
  }

  private static void add(
      Map<String, String> masked, String path, String name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Map<?, ?> map -> add(masked, path, map);
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          add(masked, path + "." + i, name, list.get(i));
        }
      }
      default -> {
        String text = String.valueOf(value);
        masked.put(
            text(path),
            SHORTENED.contains(name.toLowerCase(Locale.ROOT)) ? shortened(text) : text(text));
      }
    }
  }
}
