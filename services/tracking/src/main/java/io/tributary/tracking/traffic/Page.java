package io.tributary.tracking.traffic;

import io.tributary.tracking.url.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A page that clicks lead to: its address with the places of macros known. Macros are filled in the
 * path behind its first segment, in the query and in the fragment; elsewhere, and with an unknown
 * name, they are empty. A value is percent-encoded once, so it never ends the part that it stands
 * in.
 */
public final class Page {

  /** Of a filled address, in characters: the values that would exceed it are left empty. */
  public static final int MAX_LENGTH = 8_192;

  private static final String CLICK_ID = "click_id";
  private static final String OPEN = "%7b";
  private static final String CLOSE = "%7d";

  private final String origin;
  private final Text path;
  private final @Nullable Text query;
  private final @Nullable Text fragment;
  private final boolean leavesOut;

  private Page(String origin, Text path, @Nullable Text query, @Nullable Text fragment) {
    this.origin = origin;
    this.path = path;
    this.query = query;
    this.fragment = fragment;
    this.leavesOut =
        path.leavesOut
            || (query != null && query.leavesOut)
            || (fragment != null && fragment.leavesOut);
  }

  /** The page of an address whose braces, encoded by then, may enclose macros. */
  public static Page of(WebUrl url) {
    String query = url.query();
    String fragment = url.fragment();
    return new Page(
        url.origin(),
        Text.of(url.path(), Place.PATH),
        query == null ? null : Text.of(withoutClickId(query), Place.BEHIND),
        fragment == null ? null : Text.of(fragment, Place.BEHIND));
  }

  /** Whether the address holds macros that are always empty. */
  public boolean leavesMacrosOut() {
    return leavesOut;
  }

  /**
   * The address for a click.
   *
   * @param clickId added to the query; null where no click is made
   */
  public String address(Macro.Values values, @Nullable String clickId) {
    StringBuilder out = new StringBuilder(256);
    out.append(origin);
    path.fill(out, values);
    char joint = '?';
    if (query != null && !query.isEmpty()) {
      out.append('?');
      query.fill(out, values);
      joint = '&';
    }
    if (clickId != null) {
      out.append(joint).append(CLICK_ID).append('=').append(clickId);
    }
    if (fragment != null) {
      out.append('#');
      fragment.fill(out, values);
    }
    return out.toString();
  }

  private static String withoutClickId(String query) {
    if (!query.contains(CLICK_ID)) {
      return query;
    }
    StringBuilder kept = new StringBuilder(query.length());
    for (String parameter : query.split("&", -1)) {
      if (!parameter.equals(CLICK_ID) && !parameter.startsWith(CLICK_ID + "=")) {
        kept.append(kept.isEmpty() ? "" : "&").append(parameter);
      }
    }
    return kept.toString();
  }

  private enum Place {
    PATH,
    BEHIND
  }

  /** Literal text between macros: one literal more than macros. */
  private static final class Text {

    private final String[] literals;
    private final Macro[] macros;
    private final Place place;
    private final boolean leavesOut;

    private Text(String[] literals, Macro[] macros, Place place, boolean leavesOut) {
      this.literals = literals;
      this.macros = macros;
      this.place = place;
      this.leavesOut = leavesOut;
    }

    static Text of(String part, Place place) {
      String lower = part.toLowerCase(Locale.ROOT);
      int root = place == Place.PATH ? Math.max(part.indexOf('/', 1), 0) : -1;
      boolean anywhere = place == Place.BEHIND || root > 0;
      List<String> literals = new ArrayList<>();
      List<Macro> macros = new ArrayList<>();
      StringBuilder literal = new StringBuilder();
      boolean leavesOut = false;
      int from = 0;
      for (int open = lower.indexOf(OPEN);
          open >= 0;
          open = lower.indexOf(OPEN, Math.max(from, open + 1))) {
        int close = lower.indexOf(CLOSE, open);
        if (close < 0) {
          break;
        }
        String name = lower.substring(open + OPEN.length(), close);
        if (!isName(name)) {
          continue;
        }
        literal.append(part, from, open);
        from = close + CLOSE.length();
        Macro macro = Macro.of(name);
        if (macro == null || !anywhere || open < root) {
          leavesOut = true;
        } else {
          literals.add(literal.toString());
          literal.setLength(0);
          macros.add(macro);
        }
      }
      literals.add(literal.append(part, from, part.length()).toString());
      return new Text(
          literals.toArray(new String[0]), macros.toArray(new Macro[0]), place, leavesOut);
    }

    boolean isEmpty() {
      return macros.length == 0 && literals[0].isEmpty();
    }

    void fill(StringBuilder out, Macro.Values values) {
      out.append(literals[0]);
      for (int i = 0; i < macros.length; i++) {
        String value = values.value(macros[i]);
        if (value != null && !(place == Place.PATH && isDots(value))) {
          int before = out.length();
          Encoding.append(out, value);
          if (out.length() > MAX_LENGTH) {
            out.setLength(before);
          }
        }
        out.append(literals[i + 1]);
      }
    }

    /** Dots alone would climb up the path. */
    private static boolean isDots(String value) {
      for (int i = 0; i < value.length(); i++) {
        if (value.charAt(i) != '.') {
          return false;
        }
      }
      return true;
    }

    private static boolean isName(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') {
          return false;
        }
      }
      return !text.isEmpty();
    }
  }
}
