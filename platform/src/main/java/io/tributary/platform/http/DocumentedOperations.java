package io.tributary.platform.http;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.tributary.platform.security.Caller;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * What an operation's document says beyond springdoc's own reading: its id, from the controller's
 * and the method's name; a summary where a usual verb says enough; the parameters that argument
 * resolvers read; the refusals; and that no token is needed where no caller is asked for.
 */
final class DocumentedOperations implements OperationCustomizer {

  private static final String LIMIT = "Limit";
  private static final String CURSOR = "Cursor";
  private static final String KEY = "IdempotencyKey";
  private static final String REQUIRED_KEY = "RequiredIdempotencyKey";
  private static final String IF_MATCH = "IfMatch";

  /** Methods that need no words of their own. */
  private static final Set<String> VERBS =
      Set.of(
          "list",
          "get",
          "create",
          "change",
          "delete",
          "approve",
          "reject",
          "ban",
          "activate",
          "pause",
          "archive",
          "revoke");

  /** Parameters that operations share, by the names of their components. */
  static final Map<String, Parameter> PARAMETERS = parameters();

  private static Map<String, Parameter> parameters() {
    Map<String, Parameter> all = new TreeMap<>();
    Schema<?> limit = DocumentedRecords.type("integer");
    limit.setMinimum(BigDecimal.ONE);
    limit.setMaximum(BigDecimal.valueOf(PageQuery.MAX_LIMIT));
    limit.setDefault(PageQuery.DEFAULT_LIMIT);
    all.put(
        LIMIT, new QueryParameter().name("limit").description("Rows of the page.").schema(limit));
    all.put(
        CURSOR,
        new QueryParameter()
            .name("cursor")
            .description("`next_cursor` of the page before.")
            .schema(text().maxLength(PageQuery.MAX_CURSOR)));
    all.put(KEY, key("A repeat with it gets the first answer."));
    all.put(REQUIRED_KEY, key("A repeat with it gets the first answer.").required(true));
    all.put(
        IF_MATCH,
        new HeaderParameter()
            .name(HttpHeaders.IF_MATCH)
            .description("The `ETag` of what is to be changed; another version is answered 412.")
            .schema(text()));
    return all;
  }

  private static Schema<?> text() {
    return DocumentedRecords.type("string");
  }

  private static Parameter key(String description) {
    return new HeaderParameter()
        .name(IdempotentWrites.HEADER)
        .description(description)
        .schema(text().minLength(1).maxLength(IdempotencyKey.MAX_LENGTH));
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    String noun = noun(method);
    operation.setOperationId(id(noun, method.getMethod().getName()));
    if (operation.getSummary() == null) {
      operation.setSummary(summary(noun, method.getMethod().getName()));
    }
    share(operation, method);
    if (Arrays.stream(method.getMethodParameters()).noneMatch(DocumentedOperations::isCaller)) {
      operation.setSecurity(List.of());
    }
    if (operation.getResponses() == null) {
      operation.setResponses(new ApiResponses());
    }
    DocumentedAnswers.complete(operation.getResponses(), method);
    return operation;
  }

  static boolean isCaller(MethodParameter parameter) {
    return parameter.getParameterType().equals(Caller.class);
  }

  private static String noun(HandlerMethod method) {
    return ClassUtils.getUserClass(method.getBeanType())
        .getSimpleName()
        .replaceFirst("Controller$", "");
  }

  private static String id(String noun, String method) {
    String prefix = StringUtils.uncapitalize(noun);
    return prefix.equals(method) ? method : prefix + StringUtils.capitalize(method);
  }

  private static @Nullable String summary(String noun, String method) {
    if (!VERBS.contains(method)) {
      return null;
    }
    String words = ProblemAdvice.snakeCase(noun).replace('_', ' ').replaceFirst("^api ", "API ");
    String verb = StringUtils.capitalize(method);
    if (method.equals("list")) {
      return verb + " " + (words.endsWith("log") ? "the " + words : words + "s");
    }
    boolean vowel = "aeio".indexOf(words.toLowerCase(Locale.ROOT).charAt(0)) >= 0;
    return verb + (vowel ? " an " : " a ") + words;
  }

  private static void share(Operation operation, HandlerMethod method) {
    List<Parameter> parameters = new ArrayList<>();
    if (operation.getParameters() != null) {
      for (Parameter parameter : operation.getParameters()) {
        parameters.add(
            HttpHeaders.IF_MATCH.equals(parameter.getName()) ? reference(IF_MATCH) : parameter);
      }
    }
    for (MethodParameter parameter : method.getMethodParameters()) {
      if (parameter.getParameterType().equals(PageQuery.class)) {
        Stream.of(LIMIT, CURSOR).map(DocumentedOperations::reference).forEach(parameters::add);
      }
      if (parameter.getParameterType().equals(IdempotencyKey.class)) {
        parameters.add(
            reference(
                parameter.hasParameterAnnotation(IdempotencyKey.Required.class)
                    ? REQUIRED_KEY
                    : KEY));
      }
    }
    operation.setParameters(parameters.isEmpty() ? null : parameters);
  }

  private static Parameter reference(String component) {
    return new Parameter().$ref(component);
  }
}
