package io.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The generated documents under {@code docs/} say what the code does. Run with {@code
 * -Dtributary.golden=write} to write them anew.
 */
class DocumentsTest {

  private static final Path ROOT = Path.of("..", "..");
  private static final Path DOCS = ROOT.resolve("docs");
  private static final boolean WRITE = "write".equals(System.getProperty("tributary.golden"));
  private static final JsonMapper SORTED =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** Metrics of the JVM and of libraries are documented by those who make them. */
  private static final List<String> NOT_OURS = List.of("jvm_", "process_", "system_");

  @Test
  void openApiDescribesTheControllersAsTheyAre() throws IOException {
    ObjectNode document =
        (ObjectNode) ApiClient.admin(SharedDeployment.allInOne()).read("openapi-generated");
    document.remove("servers");
    Object plain = SORTED.treeToValue(document, Object.class);
    compare(DOCS.resolve("openapi.json"), SORTED.writeValueAsString(plain) + "\n");
  }

  @Test
  void theDocumentThatIsServedIsTheOneOfTheDocuments() throws IOException {
    String served = Http.get(SharedDeployment.allInOne().api() + "/api/openapi.json").body();
    assertThat(SORTED.readTree(served))
        .isEqualTo(SORTED.readTree(Files.readString(DOCS.resolve("openapi.json"))));
  }

  @Test
  void everyConfigurationKeyIsDocumented() throws IOException {
    Map<String, JsonNode> keys = new TreeMap<>();
    for (URL metadata :
        Collections.list(
            getClass()
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (InputStream stream = metadata.openStream()) {
        for (JsonNode property : SORTED.readTree(stream).path("properties")) {
          String name = property.path("name").asString();
          if (name.startsWith("tributary.")) {
            keys.put(name, property);
          }
        }
      }
    }
    assertThat(keys).containsKeys("tributary.kafka.bootstrap-servers", "tributary.tracking.port");
    StringBuilder page =
        new StringBuilder(
            """
            # Configuration

            Every key can be given as an option of the JVM (`-Dkey=value`), as an environment variable
            (`TRIBUTARY_KAFKA_BOOTSTRAP_SERVERS`) or in the file that `serve --config` names. A service's database can
            be its own: `tributary.<service>.datasource.*` takes the keys of `tributary.datasource.*`. Services in
            other processes are found by `tributary.services.<service>.url`. The console and API listen on
            `server.address` and `server.port` (127.0.0.1, 8080). The first start creates the administrator from the
            environment variables `TRIBUTARY_ADMIN_EMAIL` and `TRIBUTARY_ADMIN_PASSWORD`, or prints a password once.

            Without `tributary.kafka.bootstrap-servers`, `tributary.datasource.url` or `tributary.redis.url` the
            process starts that server itself. `tributary.secret-key` (32 bytes in base64, encrypts stored secrets),
            `tributary.sign-in-key` (32 bytes in base64, hashes where affiliates sign in so that the edge knows them again),
            `tributary.tracking.click-keys` and `tributary.payment.sandbox.secret` are made at the first start and kept in
            `secrets.properties` of the data folder unless they are configured. Processes with data folders of their own need
            them configured alike: the edges share click keys, the edges and identity share the sign-in key.

            | key | default | meaning |
            |---|---|---|
            """);
    keys.forEach(
        (name, property) ->
            page.append(
                "| `%s` | %s | %s |\n"
                    .formatted(
                        name,
                        defaultOf(property),
                        property
                            .path("description")
                            .asString("")
                            .replaceAll("\\s+", " ")
                            .replaceAll("\\{@code ([^}]*)}", "`$1`"))));
    keys.forEach(
        (name, property) ->
            assertThat(property.path("description").asString("")).as(name).isNotBlank());
    compare(DOCS.resolve("configuration.md"), page.toString());
  }

  @Test
  void everyMetricIsDocumented() throws IOException {
    Map<String, String> exposed = exposedMetrics();
    Path document = DOCS.resolve("metrics.md");
    Map<String, String> documented = new TreeMap<>();
    if (Files.exists(document)) {
      Files.readString(document)
          .lines()
          .filter(line -> line.startsWith("| `"))
          .forEach(line -> documented.put(line.split("`")[1], line));
    }
    if (WRITE) {
      // A metric that this run did not touch keeps its line.
      documented.putAll(exposed);
      Files.writeString(
          document,
          """
          # Metrics

          Every process serves them in Prometheus' text format at `/metrics` of its management listener (9090), beside
          those of the JVM (`jvm_`, `process_`, `system_`). No label holds an id of a visitor, click or affiliate.

          | metric | type | meaning |
          |---|---|---|
          """
              + String.join("\n", documented.values())
              + "\n");
    }
    exposed.forEach((name, line) -> assertThat(documented).containsEntry(name, line));
    String sources = sources();
    for (String name : documented.keySet()) {
      String stem = name.replaceAll("(_seconds)?(_total|_seconds|_max)?$", "");
      assertThat(sources.contains(stem) || sources.contains(stem.replace('_', '.')))
          .as("%s is made somewhere", name)
          .isTrue();
    }
  }

  private static Map<String, String> exposedMetrics() {
    Map<String, String> help = new TreeMap<>();
    Map<String, String> lines = new TreeMap<>();
    for (String line :
        Http.get(SharedDeployment.allInOne().management() + "/metrics").body().lines().toList()) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# HELP ") && words.length == 4) {
        help.put(words[2], words[3].strip());
      } else if (line.startsWith("# TYPE ") && NOT_OURS.stream().noneMatch(words[2]::startsWith)) {
        assertThat(help.get(words[2])).as("%s says what it means", words[2]).isNotBlank();
        lines.put(words[2], "| `%s` | %s | %s |".formatted(words[2], words[3], help.get(words[2])));
      }
    }
    return lines;
  }

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String folder : List.of("services", "platform", "app")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        for (Path file :
            files
                .filter(found -> found.toString().endsWith(".java"))
                .filter(found -> found.toString().contains("src/main"))
                .toList()) {
          all.append(Files.readString(file));
        }
      }
    }
    return all.toString();
  }

  private static String defaultOf(JsonNode property) {
    JsonNode value = property.path("defaultValue");
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    String text =
        value.isArray()
            ? value.values().stream().map(JsonNode::asString).collect(Collectors.joining(", "))
            : value.asString();
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private static void compare(Path document, String generated) throws IOException {
    if (WRITE) {
      Files.writeString(document, generated, StandardCharsets.UTF_8);
    }
    assertThat(generated).isEqualTo(Files.readString(document));
  }
}
