package io.tributary.tracking.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The test cases inside the yauaa jar (Apache-2.0), which is here for nothing else. */
final class YauaaFiles {

  private static final String FOLDER = "UserAgents/";
  private static final int MAX_FILE = 8_000_000;
  private static final int MAX_ALIASES = 1_000;

  private YauaaFiles() {}

  /**
   * A user agent with what is expected of it.
   *
   * @param hinted whether the expectation also rests on client hints
   */
  record Case(String file, String userAgent, boolean hinted, Map<?, ?> expected) {

    String expected(String field) {
      return String.valueOf(expected.get(field));
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> found = new ArrayList<>();
    for (String file : names()) {
      LoaderOptions options = new LoaderOptions();
      options.setCodePointLimit(MAX_FILE);
      options.setMaxAliasesForCollections(MAX_ALIASES);
      try (InputStream in =
          Objects.requireNonNull(YauaaFiles.class.getClassLoader().getResourceAsStream(file))) {
        Map<?, ?> document = new Yaml(new SafeConstructor(options)).load(in);
        if (document.get("config") instanceof List<?> entries) {
          entries.forEach(entry -> add(file, entry, found));
        }
      }
    }
    return found;
  }

  private static void add(String file, Object entry, List<Case> found) {
    if (entry instanceof Map<?, ?> map
        && map.get("test") instanceof Map<?, ?> test
        && test.get("expected") instanceof Map<?, ?> expected
        && test.get("input") instanceof Map<?, ?> input) {
      Object userAgent = input.get("user_agent_string");
      if (userAgent == null) {
        userAgent = input.get("User-Agent");
      }
      if (userAgent instanceof String text && !text.isBlank()) {
        found.add(new Case(file, text, input.size() > 1, expected));
      }
    }
  }

  private static List<String> names() throws IOException {
    URL one =
        Objects.requireNonNull(
            YauaaFiles.class.getClassLoader().getResource(FOLDER + "Robots.yaml"));
    JarURLConnection jar = (JarURLConnection) one.openConnection();
    return jar.getJarFile().stream()
        .map(entry -> entry.getName())
        .filter(name -> name.startsWith(FOLDER) && name.endsWith(".yaml"))
        .sorted()
        .toList();
  }
}
