package io.tributary.tracking.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
}
