package io.tributary.tracking.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tracking.conversion.Dialect;
import io.tributary.tracking.conversion.Dialects;
import io.tributary.tracking.conversion.Meaning;
import io.tributary.tracking.event.EventSchema;
import io.tributary.tracking.event.EventType;
import io.tributary.tracking.input.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/tracking-api.md} names every endpoint and every code of a refusal. */
class TrackingApiDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "tracking-api.md");

  /**
   * {@code add("field", "code", "message")} and {@code new Problem("field", "code", "message")}.
   */
  private static final Pattern PROBLEM =
      Pattern.compile(
          "(?:add|Problem)\\(\\s*(?:\"[a-z_.]*\"|[a-zA-Z.()]+),\\s*\"([a-z_]+)\"", Pattern.DOTALL);

  @Test
  void everyEndpointIsDocumented() throws IOException {
    String document = Files.readString(DOCUMENT);
    assertThat(Arrays.stream(Route.values()).filter(route -> route != Route.NONE))
        .allSatisfy(route -> assertThat(document).contains(route.template()));
  }

  @Test
  void everyCodeOfARefusalIsDocumented() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        Matcher matcher = PROBLEM.matcher(Files.readString(source));
        while (matcher.find()) {
          codes.add(matcher.group(1));
        }
      }
    }
    assertThat(codes).hasSizeGreaterThan(10);
    String document = Files.readString(DOCUMENT);
    assertThat(codes).allSatisfy(code -> assertThat(document).contains("`" + code + "`"));
  }

  @Test
  void theTablesOfMembersAndDialectsAreThoseOfTheCode() throws IOException {
    String document = Files.readString(DOCUMENT);
    String expected = with(with(document, "members", members()), "dialects", dialects());
    if ("write".equals(System.getProperty("tributary.golden"))) {
      Files.writeString(DOCUMENT, expected);
      document = expected;
    }
    assertThat(document).isEqualTo(expected);
  }

  private static String with(String document, String name, String table) {
    String begin = "<!-- " + name + " -->\n";
    String end = "<!-- end of " + name + " -->";
    int from = document.indexOf(begin) + begin.length();
    int to = document.indexOf(end);
    assertThat(from).as(begin).isGreaterThan(begin.length());
    assertThat(to).as(end).isGreaterThanOrEqualTo(from);
    return document.substring(0, from) + "\n" + table + "\n" + document.substring(to);
  }

  /** A row per member, or for a family of numbered ones; a column per kind of event. */
  private static String members() {
    StringBuilder out = new StringBuilder("| Member | Value |");
    for (EventType type : EventType.values()) {
      out.append(" `").append(type.word()).append("` |");
    }
    out.append(" Meaning |\n|---|---|").append("---|".repeat(EventType.values().length + 1));
    out.append('\n');
    for (Member member : Member.values()) {
      String name = member.field();
      boolean used =
          Arrays.stream(EventType.values())
              .anyMatch(type -> EventSchema.of(type).used().contains(member));
      if (!used || name.matches("(sub|adv)([2-9]|10)")) {
        continue;
      }
      String label =
          switch (name) {
            case "sub1" -> "`sub1` to `sub10`";
            case "adv1" -> "`adv1` to `adv5`";
            default -> "`" + name + "`";
          };
      out.append("| ").append(label).append(" | ").append(member.kind().words()).append(" |");
      for (EventType type : EventType.values()) {
        out.append(' ').append(need(EventSchema.of(type), member)).append(" |");
      }
      out.append(' ').append(member.meaning()).append(" |\n");
    }
    return out.toString();
  }

  private static String need(EventSchema schema, Member member) {
    if (schema.required().contains(member) || member == Member.TYPE) {
      return "needed";
    }
    if (schema.oneOf().contains(member)) {
      return "one of";
    }
    return schema.used().contains(member) ? "may" : "";
  }

  /** A row per system. */
  private static String dialects() {
    StringBuilder out =
        new StringBuilder(
            """
            | System | Address | Click id | Order | Goal | Amount | Revenue | Payout | Status | Token | Words of a status |
            |---|---|---|---|---|---|---|---|---|---|---|
            """);
    for (Dialect dialect : Dialects.FOREIGN) {
      out.append("| `").append(dialect.name()).append("` | ");
      out.append(
          dialect.paths().stream()
              .map(path -> "`/compat/" + dialect.name() + path + "`")
              .collect(Collectors.joining(" ")));
      for (Member member :
          List.of(
              Member.CLICK_ID,
              Member.ORDER_ID,
              Member.EVENT,
              Member.AMOUNT,
              Member.REVENUE,
              Member.PAYOUT,
              Member.STATUS,
              Member.TOKEN)) {
        out.append(" | ").append(String.join(", ", dialect.names(member)));
      }
      out.append(" | ");
      for (Meaning meaning : Meaning.values()) {
        List<String> words = dialect.words(meaning);
        if (!words.isEmpty()) {
          out.append(meaning.name().toLowerCase(Locale.ROOT)).append(": ");
          out.append(String.join(", ", words)).append("; ");
        }
      }
      out.append("|\n");
    }
    return out.toString();
  }
}
