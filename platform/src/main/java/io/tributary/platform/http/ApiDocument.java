package io.tributary.platform.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.tributary.platform.security.Caller;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How the OpenAPI document is derived from the controllers. Only the run that writes or compares
 * {@code docs/openapi.json} switches it on.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("springdoc.api-docs.enabled")
public class ApiDocument {

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Caller.class, PageQuery.class, IdempotencyKey.class);
  }

  @Bean("platform.openApi")
  OpenAPI openApi() {
    String bearer = "bearer";
    return new OpenAPI()
        .info(
            new Info()
                .title("Tributary management API")
                .version("1")
                .description(
                    "Amounts are integer minor units with an ISO 4217 currency. Lists take `limit`"
                        + " and `cursor`. Errors are problem documents (RFC 9457)."))
        .schemaRequirement(
            bearer, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(bearer))
        .addSecurityItem(new SecurityRequirement().addList(bearer));
  }

  @Bean("modelResolver")
  ModelResolver modelResolver(ObjectMapperProvider mappers) {
    ObjectMapper mapper =
        mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    return new ModelResolver(mapper);
  }

  @Bean("platform.documentedRecords")
  ModelConverter documentedRecords() {
    return new DocumentedRecords();
  }

  @Bean("platform.documentedOperations")
  OperationCustomizer documentedOperations() {
    return new DocumentedOperations();
  }

  @Bean("platform.documentedWords")
  ParameterCustomizer documentedWords() {
    return (parameter, declared) -> {
      Words words = declared.getParameterAnnotation(Words.class);
      if (words != null) {
        DocumentedRecords.list(words, parameter.getSchema());
      }
      return parameter;
    };
  }

  /** Adds the refusals of an operation that no controller tells of, by their statuses. */
  public static void addRefusals(ApiResponses responses, int... statuses) {
    for (int status : statuses) {
      DocumentedAnswers.Refusal refusal = DocumentedAnswers.REFUSALS.get(status);
      if (refusal == null) {
        throw new IllegalArgumentException(status + " is no refusal");
      }
      responses.addApiResponse(Integer.toString(status), new ApiResponse().$ref(refusal.name()));
    }
  }

  /** What the operations refer to. */
  @Bean("platform.sharedComponents")
  OpenApiCustomizer sharedComponents() {
    return document -> {
      ModelConverters.getInstance(true)
          .readAll(new AnnotatedType(Problem.class))
          .forEach(document.getComponents()::addSchemas);
      DocumentedAnswers.REFUSALS.forEach(
          (status, refusal) ->
              document
                  .getComponents()
                  .addResponses(refusal.name(), DocumentedAnswers.response(status, refusal)));
      DocumentedOperations.PARAMETERS.forEach(document.getComponents()::addParameters);
    };
  }
}
