package io.tributary.platform.http;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of records: a component that is not {@link Nullable} is required, the others may be null;
 * {@link Words} are listed. Two records that would share a name end the derivation.
 */
final class DocumentedRecords implements ModelConverter {

  private static final String NULL = "null";

  private final Map<String, JavaType> owners = new ConcurrentHashMap<>();

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> schema = chain.next().resolve(type, context, chain);
    if (schema != null && type.getType() != null) {
      JavaType java = TypeFactory.defaultInstance().constructType(type.getType());
      if (java.getRawClass().isRecord()) {
        claim(nameOf(schema), java);
        describe(java.getRawClass(), target(schema, context.getDefinedModels()));
      }
    }
    return schema;
  }

  private void claim(@Nullable String name, JavaType type) {
    JavaType owner = name == null ? null : owners.putIfAbsent(name, type);
    if (owner != null && !owner.equals(type)) {
      throw new IllegalStateException(
          "the schema name %s is used for two shapes: %s and %s"
              .formatted(name, owner.toCanonical(), type.toCanonical()));
    }
  }

  private static @Nullable String nameOf(Schema<?> schema) {
    String reference = schema.get$ref();
    return reference == null
        ? schema.getName()
        : reference.substring(reference.lastIndexOf('/') + 1);
  }

  @SuppressWarnings("rawtypes")
  private static Schema<?> target(Schema<?> schema, Map<String, Schema> models) {
    String name = nameOf(schema);
    Schema<?> named = schema.get$ref() == null || name == null ? null : models.get(name);
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
      if (property == null) {
        continue;
      }
      Words words = component.getAnnotation(Words.class);
      if (words != null) {
        list(words, property);
      }
      if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        schema.getProperties().put(name, orNull(property));
      } else {
        required.add(name);
      }
    }
    Collections.sort(required);
    schema.setRequired(required.isEmpty() ? null : required);
  }

  /** Lists what the text can be. */
  @SuppressWarnings("unchecked") // A schema's values have the type of the schema, which is a text.
  static void list(Words words, Schema<?> schema) {
    ((Schema<String>) schema).setEnum(Filters.words(words.value()));
  }

  /** A type keyword takes null in; a reference or a list of values does not. */
  private static Schema<?> orNull(Schema<?> schema) {
    if (schema.getAnyOf() != null
        || (schema.getTypes() != null && schema.getTypes().contains(NULL))) {
      return schema;
    }
    if (schema.get$ref() == null && schema.getEnum() == null) {
      schema.addType(NULL);
      return schema;
    }
    return new JsonSchema().anyOf(List.of(schema, type(NULL)));
  }

  /** A schema of OpenAPI 3.1, whose types are a set. */
  static Schema<?> type(String name) {
    return new JsonSchema().types(Set.of(name));
  }
}
