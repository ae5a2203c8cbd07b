package io.tributary.scenarios;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What makes an OpenAPI document one that a client can be generated from. */
final class ApiDocumentRules {

  private static final String PROBLEM = "#/components/schemas/Problem";
  private static final Set<String> NO_TYPE = Set.of("object");

  private final JsonNode document;
  private final List<String> complaints = new ArrayList<>();

  private ApiDocumentRules(JsonNode document) {
    this.document = document;
  }

  /** What is wrong with the document, a line each. */
  static List<String> complaints(JsonNode document) {
    ApiDocumentRules rules = new ApiDocumentRules(document);
    Set<String> ids = new HashSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        String name = method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey();
        rules.check(name, method.getValue(), ids);
      }
    }
    return rules.complaints;
  }

  private void check(String name, JsonNode operation, Set<String> ids) {
    String id = operation.path("operationId").asString("");
    if (!ids.add(id) || !id.matches("[a-z][A-Za-z]+")) {
      complain(name, "has no readable operation id of its own: " + id);
    }
    if (operation.path("summary").asString("").isBlank()) {
      complain(name, "has no summary");
    }
    boolean succeeds = false;
    for (Map.Entry<String, JsonNode> answer : operation.path("responses").properties()) {
      if (answer.getKey().startsWith("2")) {
        succeeds = true;
        checkContent(name + " " + answer.getKey(), resolved(answer.getValue()), operation);
      } else {
        checkRefusal(name + " " + answer.getKey(), resolved(answer.getValue()));
      }
    }
    if (!succeeds) {
      complain(name, "never succeeds");
    }
    for (String status : refusalsOf(name, operation)) {
      if (!operation.path("responses").has(status)) {
        complain(name, "lacks the answer " + status);
      }
    }
  }

  private void checkContent(String name, JsonNode answer, JsonNode operation) {
    JsonNode content = answer.path("content");
    if (content.isEmpty()) {
      if (!name.endsWith("204")) {
        complain(name, "has no content");
      }
      return;
    }
    for (JsonNode media : content) {
      JsonNode schema = resolved(media.path("schema"));
      if (schema.isEmpty() || isUntyped(schema)) {
        complain(name, "is an untyped object");
      }
      if (name.startsWith("GET ")
          && schema.path("properties").has("next_cursor")
          && !parameters(operation).containsAll(Set.of("limit", "cursor"))) {
        complain(name, "is a list without limit and cursor");
      }
    }
  }

  private static boolean isUntyped(JsonNode schema) {
    return NO_TYPE.contains(schema.path("type").asString("")) && !schema.has("properties");
  }

  private void checkRefusal(String name, JsonNode answer) {
    String schema =
        answer
            .path("content")
            .path("application/problem+json")
            .path("schema")
            .path("$ref")
            .asString("");
    if (!schema.equals(PROBLEM)) {
      complain(name, "is no problem document");
    }
  }

  /** Those that follow from what the operation takes. */
  private Set<String> refusalsOf(String name, JsonNode operation) {
    Set<String> expected = new HashSet<>(Set.of("503"));
    JsonNode security = operation.path("security");
    if (!security.isArray() || !security.isEmpty()) {
      expected.addAll(Set.of("401", "403"));
    }
    Set<String> parameters = parameters(operation);
    if (name.contains("{id}")) {
      expected.add("404");
    }
    if (operation.has("requestBody")) {
      expected.addAll(Set.of("400", "422"));
    }
    if (parameters.contains("Idempotency-Key")) {
      expected.addAll(Set.of("400", "409", "422"));
    }
    if (parameters.contains("If-Match")) {
      expected.add("412");
    }
    return expected;
  }

  private Set<String> parameters(JsonNode operation) {
    Set<String> names = new HashSet<>();
    for (JsonNode parameter : operation.path("parameters")) {
      names.add(resolved(parameter).path("name").asString(""));
    }
    return names;
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  private void complain(String name, String complaint) {
    complaints.add(name + " " + complaint);
  }
}
