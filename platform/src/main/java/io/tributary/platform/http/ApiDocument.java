package io.tributary.platform.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.tributary.platform.security.Caller;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, PageQuery.class);
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

  @Bean("platform.requiredComponents")
  ModelConverter requiredComponents() {
    return new RequiredComponents();
  }

  /** A record's component that is not {@link Nullable} is required; the others may be null. */
  private static final class RequiredComponents implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
        AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
      if (!chain.hasNext()) {
        return null;
      }
      Schema<?> schema = chain.next().resolve(type, context, chain);
      if (schema != null && type.getType() != null) {
        Class<?> raw =
            com.fasterxml.jackson.databind.type.TypeFactory.defaultInstance()
                .constructType(type.getType())
                .getRawClass();
        if (raw.isRecord()) {
          describe(raw, target(schema, context.getDefinedModels()));
        }
      }
      return schema;
    }

    @SuppressWarnings("rawtypes")
    private static Schema<?> target(Schema<?> schema, Map<String, Schema> models) {
      String reference = schema.get$ref();
      if (reference == null) {
        return schema;
      }
      Schema<?> named = models.get(reference.substring(reference.lastIndexOf('/') + 1));
      return named == null ? schema : named;
    }

    private static void describe(Class<?> raw, Schema<?> schema) {
      if (schema.getProperties() == null) {
        return;
      }
      List<String> required = new ArrayList<>();
      for (RecordComponent component : raw.getRecordComponents()) {
        String name = ProblemAdvice.snakeCase(component.getName());
        Schema<?> property = schema.getProperties().get(name);
        if (property != null && !isNullable(component)) {
          required.add(name);
        } else if (property != null && property.get$ref() == null) {
          property.addType("null");
        }
      }
      Collections.sort(required);
      schema.setRequired(required.isEmpty() ? null : required);
    }

    private static boolean isNullable(RecordComponent component) {
      return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
  }
}
