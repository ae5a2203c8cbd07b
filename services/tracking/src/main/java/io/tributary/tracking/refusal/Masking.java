package io.tributary.tracking.refusal;

import io.tributary.tracking.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hides secrets and personal data in input that is kept although it was refused. */
public final class Masking {

  /** Of kept input, in characters. */
  public static final int MAX_LENGTH = 4_096;

  private static final String MASK = "***";
  private static final int MAX_DEPTH = 8;

  private static final Set<String> MASKED_NAMES =
      Set.of(
          "token",
          "secure",
          "verification_token",
          "security_token",
          "upd_key",
          "key",
          "writekey",
          "secret",
          "password",
          "authorization",
          "email",
          "phone",
          "ip",
          "user_agent");

  private static final Pattern EMAIL =
      Pattern.compile("[^\\s\"'=&,:;<>@]{1,64}(@|%40)[^\\s\"'=&,:;<>@]{1,253}");
  private static final Pattern API_KEY = Pattern.compile("trb_[0-9A-Za-z_]+");
  private static final Pattern NAMED =
      Pattern.compile(
          "(\"?(?:token|secure|verification_token|security_token|upd_key|writekey|key|secret|password|email|phone|ip)\"?"
              + "\\s*[:=]\\s*)(\"[^\"]*\"?|[^&,\\s}]+)",
          Pattern.CASE_INSENSITIVE);

  private Masking() {}

  /** Parameters as {@code name=value&name=value}. */
  public static String parameters(Map<String, String> parameters) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (out.length() > MAX_LENGTH) {
        break;
      }
      if (!out.isEmpty()) {
        out.append('&');
      }
      out.append(parameter.getKey())
          .append('=')
          .append(isMasked(parameter.getKey()) ? MASK : text(parameter.getValue()));
    }
    return cut(out.toString());
  }

  /** A JSON value, with the values of telling names replaced. */
  public static @Nullable Object json(@Nullable Object value) {
    return json(value, 0);
  }

  /** Text without structure, such as JSON that cannot be parsed. */
  public static String freeText(String input) {
    return cut(text(NAMED.matcher(cut(input)).replaceAll("$1" + MASK)));
  }

  /** The text, not longer than is kept. */
  public static String cut(String input) {
    return Text.cut(input, MAX_LENGTH);
  }

  private static @Nullable Object json(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      return MASK;
    }
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        map.forEach(
            (name, inner) -> {
              String key = String.valueOf(name);
              masked.put(key, isMasked(key) ? MASK : json(inner, depth + 1));
            });
        yield masked;
      }
      case List<?> list -> list.stream().map(inner -> json(inner, depth + 1)).toList();
      case String string -> text(cut(string));
      case null -> null;
      case Object other -> other;
    };
  }

  private static boolean isMasked(String name) {
    return MASKED_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String text(String value) {
    String cut = cut(value);
    String masked =
        cut.indexOf('@') >= 0 || cut.contains("%40") ? EMAIL.matcher(cut).replaceAll(MASK) : cut;
    return masked.contains("trb_") ? API_KEY.matcher(masked).replaceAll(MASK) : masked;
  }
}
