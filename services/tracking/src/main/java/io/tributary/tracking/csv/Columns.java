package io.tributary.tracking.csv;

import io.tributary.contract.tracking.Refused.Problem;
import io.tributary.tracking.conversion.Dialects;
import io.tributary.tracking.event.EventSchema;
import io.tributary.tracking.event.EventType;
import io.tributary.tracking.input.Member;
import io.tributary.tracking.input.Sent;
import io.tributary.tracking.text.Text;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the columns of a file of conversions mean, by the file's first row. */
public final class Columns {

  /** Of a file. */
  public static final int MAX = 64;

  private static final int MAX_NAME = 64;
  private static final Set<Member> USED = EventSchema.of(EventType.CONVERSION).used();

  private final List<@Nullable Member> members;
  private final List<String> unknown;

  private Columns(List<@Nullable Member> members, List<String> unknown) {
    this.members = members;
    this.unknown = List.copyOf(unknown);
  }

  /** Whether a first row is one. */
  public sealed interface Header {

    /** It is. */
    record Usable(Columns columns) implements Header {}

    /** It is not. */
    record Unusable(Problem problem) implements Header {}
  }

  /** The columns of a first row: names of the event API, or other systems' as in a postback. */
  public static Header of(List<String> names) {
    if (names.size() > MAX) {
      return unusable("too_many_columns", "has more than %d columns".formatted(MAX));
    }
    List<@Nullable Member> members = new ArrayList<>(names.size());
    List<String> unknown = new ArrayList<>();
    Set<Member> seen = EnumSet.noneOf(Member.class);
    for (String name : names) {
      String cut = Text.cut(name.strip(), MAX_NAME);
      Member member = member(cut);
      if (member == null) {
        unknown.add(cut);
      } else if (!seen.add(member)) {
        return unusable("duplicate_column", "names %s more than once".formatted(member.field()));
      }
      members.add(member);
    }
    return seen.isEmpty()
        ? unusable("no_columns", "names no column that is known")
        : new Header.Usable(new Columns(members, unknown));
  }

  /** Names of columns that have no effect. */
  public List<String> unknown() {
    return unknown;
  }

  /** A row as a conversion; it may have a problem in itself. */
  public Sent read(List<String> row) {
    Sent sent = new Sent();
    if (row.size() != members.size()) {
      sent.problems()
          .add(
              "",
              "wrong_columns",
              "has %d columns instead of %d".formatted(row.size(), members.size()));
    }
    for (int i = 0; i < Math.min(row.size(), members.size()); i++) {
      Member member = members.get(i);
      String value = row.get(i);
      if (member != null && !value.isBlank()) {
        sent.put(member, Text.wellFormed(value.strip()));
      }
    }
    sent.put(Member.TYPE, EventType.CONVERSION.word());
    return sent;
  }

  /** A row by the names of its members, to be kept where it is refused. */
  public Map<String, String> named(List<String> row) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(row.size(), members.size()); i++) {
      Member member = members.get(i);
      if (member != null) {
        named.put(member.field(), row.get(i));
      }
    }
    return named;
  }

  private static @Nullable Member member(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Member own = Member.named(lower);
    Member meant = own == null ? Dialects.GENERIC.member(name) : own;
    boolean usable =
        meant != null
            && USED.contains(meant)
            && meant != Member.TYPE
            && meant.kind() != Member.Kind.ITEMS;
    return usable ? meant : null;
  }

  private static Header unusable(String code, String message) {
    return new Header.Unusable(new Problem("header", code, message));
  }
}
