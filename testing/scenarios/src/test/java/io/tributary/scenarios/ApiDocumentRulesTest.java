package io.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client can be generated from the API's document. {@link DocumentsTest} compares the document
 * with the code, which refuses to derive one where two shapes share a name.
 */
class ApiDocumentRulesTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "openapi.json");

  @Test
  void theDocumentKeepsTheRules() throws IOException {
    assertThat(ApiDocumentRules.complaints(document())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("offenders")
  void anOffenderIsNamed(String complaint, Consumer<ObjectNode> offence) throws IOException {
    ObjectNode document = document();
    offence.accept(document);
    assertThat(ApiDocumentRules.complaints(document)).contains(complaint);
  }

  static Stream<Arguments> offenders() {
    return Stream.of(
        offender(
            "POST /api/v1/links 201 is an untyped object",
            links ->
                links
                    .withObject("/post/responses/201/content/application~1json/schema")
                    .removeAll()
                    .put("type", "object")),
        offender(
            "GET /api/v1/links 200 is a list without limit and cursor",
            links -> links.withObject("/get").putArray("parameters")),
        offender(
            "POST /api/v1/links lacks the answer 409",
            links -> links.withObject("/post/responses").remove("409")),
        offender(
            "POST /api/v1/links 409 is no problem document",
            links -> links.withObject("/post/responses").putObject("409")),
        offender(
            "POST /api/v1/links never succeeds",
            links -> links.withObject("/post/responses").remove("201")),
        offender(
            "POST /api/v1/links has no summary",
            links -> links.withObject("/post").remove("summary")),
        offender(
            "POST /api/v1/links has no readable operation id of its own: linkList",
            links -> links.withObject("/post").put("operationId", "linkList")));
  }

  private static Arguments offender(String complaint, Consumer<ObjectNode> offence) {
    Consumer<ObjectNode> inDocument =
        document -> offence.accept(document.withObject("/paths/~1api~1v1~1links"));
    return Arguments.of(complaint, inDocument);
  }

  private static ObjectNode document() throws IOException {
    return (ObjectNode) JsonMapper.shared().readTree(Files.readString(DOCUMENT));
  }
}
