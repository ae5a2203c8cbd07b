package io.tributary.tracking.input;

import io.tributary.tracking.refusal.Problems;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one input says, member by member, as text. Filled by its reader, then only read. */
public final class Sent {

  /** Of an order. */
  public static final int MAX_ITEMS = 100;

  /** Of other systems, kept with a conversion. */
  public static final int MAX_PARAMETERS = 20;

  /** Of one input that are named in the answer. */
  public static final int MAX_WARNINGS = 10;

  private static final Member[] MEMBERS = Member.values();

  private final EnumMap<Member, String> values = new EnumMap<>(Member.class);
  private final Problems problems = new Problems();
  private List<Item> items = List.of();
  private Map<String, String> parameters = Map.of();
  private List<Warning> warnings = List.of();

  /** A part of an order, as sent. */
  public record Item(
      @Nullable String sku,
      @Nullable String category,
      @Nullable String quantity,
      @Nullable String unitPrice) {}

  /** Something that was sent and has no effect. */
  public record Warning(String field, String code) {}

  /** What is wrong with it. */
  public Problems problems() {
    return problems;
  }

  public void put(Member member, @Nullable String value) {
    if (value == null) {
      values.remove(member);
    } else {
      values.put(member, value);
    }
  }

  /** Takes the value of a member that has none yet. */
  public void putIfAbsent(Member member, @Nullable String value) {
    if (text(member) == null) {
      put(member, value);
    }
  }

  /** The value; null when it is absent or blank. */
  public @Nullable String text(Member member) {
    String value = values.get(member);
    return value == null || value.isBlank() ? null : value;
  }

  public boolean has(Member member) {
    return text(member) != null;
  }

  public void items(List<Item> sent) {
    items = List.copyOf(sent);
  }

  public List<Item> items() {
    return items;
  }

  /** Adds a parameter that has no place of its own; beyond the bound it has no effect. */
  public void parameter(String name, String value) {
    if (parameters.isEmpty()) {
      parameters = new LinkedHashMap<>();
    }
    if (parameters.size() < MAX_PARAMETERS) {
      parameters.put(name, value);
    } else {
      warn(name, "too_many_parameters");
    }
  }

  public Map<String, String> parameters() {
    return parameters;
  }

  public void warn(String field, String code) {
    if (warnings.isEmpty()) {
      warnings = new ArrayList<>(2);
    }
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(new Warning(field, code));
    }
  }

  public List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Checks every value against its member's bounds: one problem per member, after which the value
   * counts as absent.
   *
   * @param used the others are told to have no effect
   */
  public void check(Set<Member> used) {
    for (Member member : MEMBERS) {
      String value = values.get(member);
      if (value == null) {
        continue;
      }
      if (!used.contains(member)) {
        warn(member.field(), "not_used");
        values.remove(member);
      } else if (value.length() > member.kind().max()) {
        problems.add(
            member.field(),
            "too_long",
            "is longer than %d characters".formatted(member.kind().max()));
        values.remove(member);
      } else if (member.kind().isPlain() && hasControl(value)) {
        problems.add(member.field(), "invalid_characters", "contains control characters");
        values.remove(member);
      }
    }
  }

  private static boolean hasControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
