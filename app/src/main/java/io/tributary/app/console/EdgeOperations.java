package io.tributary.app.console;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.tributary.platform.http.ApiDocument;
import io.tributary.tracking.web.FraudEvaluation;
import io.tributary.tracking.web.HypotheticalClick;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The part of the management API that the edge answers, for the API's document: no controller tells
 * of it.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("springdoc.api-docs.enabled")
class EdgeOperations {

  private static final String JSON = "application/json";

  @Bean("console.edgeOperations")
  OpenApiCustomizer edgeOperations() {
    return document -> {
      for (Class<?> type : List.of(HypotheticalClick.class, FraudEvaluation.class)) {
        ModelConverters.getInstance(true)
            .readAll(new AnnotatedType(type))
            .forEach(document.getComponents()::addSchemas);
      }
      ApiResponses answers =
          new ApiResponses()
              .addApiResponse(
                  "200",
                  new ApiResponse()
                      .description("The judgement, signal by signal.")
                      .content(json(FraudEvaluation.class)));
      ApiDocument.addRefusals(answers, 400, 401, 403, 422, 429, 503);
      document.path(
          "/api/v1/fraud/evaluate",
          new PathItem()
              .post(
                  new Operation()
                      .addTagsItem("fraud")
                      .operationId("evaluateClick")
                      .summary("What would be made of a click; nothing is stored.")
                      .requestBody(
                          new RequestBody().required(true).content(json(HypotheticalClick.class)))
                      .responses(answers)));
    };
  }

  private static Content json(Class<?> type) {
    return new Content()
        .addMediaType(
            JSON,
            new MediaType()
                .schema(new Schema<>().$ref("#/components/schemas/" + type.getSimpleName())));
  }
}
