package io.tributary.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.tributary.contract.id.PrefixedId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.topic.Topic;
import io.tributary.contract.topic.Topic.Retention;
import io.tributary.contract.topic.Topics;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/asyncapi.json} describes every topic and event as the records have them. Run with
 * {@code -Dtributary.golden=write} to write it anew.
 */
class AsyncApiDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "asyncapi.json");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Map<String, Object> schemas = new TreeMap<>();
  private final Map<String, Object> messages = new TreeMap<>();

  @Test
  void theDocumentDescribesTheTopicsAsTheyAre() throws IOException {
    String generated = JSON.writeValueAsString(document()) + "\n";
    if ("write".equals(System.getProperty("tributary.golden"))) {
      Files.writeString(DOCUMENT, generated);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(generated);
  }

  private Map<String, Object> document() {
    Map<String, Object> channels = new LinkedHashMap<>();
    Map<String, Object> operations = new LinkedHashMap<>();
    for (Topic<?> topic : Topics.ALL) {
      String id = topic.name().replace('.', '_');
      Map<String, Object> onTopic = new LinkedHashMap<>();
      for (Map.Entry<String, Class<?>> event : events(topic.valueType()).entrySet()) {
        String name = topic.name() + "." + event.getKey();
        messages.put(name, message(name, event.getValue()));
        onTopic.put(event.getKey(), reference("messages/" + name));
      }
      channels.put(
          id,
          mapOf(
              "address",
              topic.name(),
              "description",
              "Key: %s. Partitions: %d. Retention: %s. Records that cannot be processed go to %s."
                  .formatted(
                      topic.key(),
                      topic.partitions(),
                      retention(topic.retention()),
                      topic.deadLetterName()),
              "messages",
              onTopic));
      operations.put(
          "receive_" + id,
          mapOf("action", "receive", "channel", Map.of("$ref", "#/channels/" + id)));
    }
    return mapOf(
        "asyncapi",
        "3.0.0",
        "info",
        mapOf(
            "title",
            "Tributary events",
            "version",
            "1",
            "description",
            "What the services tell each other over Kafka, as JSON. Readers ignore unknown"
                + " properties."),
        "channels",
        channels,
        "operations",
        operations,
        "components",
        mapOf("messages", messages, "schemas", schemas));
  }

  private Map<String, Object> message(String name, Class<?> type) {
    Object example =
        GoldenEvents.ALL.values().stream()
            .filter(event -> event.getClass().equals(type))
            .findFirst()
            .orElseThrow();
    return mapOf(
        "name",
        name,
        "contentType",
        "application/json",
        "payload",
        schema(type),
        "examples",
        List.of(
            Map.of(
                "payload",
                JSON.readTree(
                    EventJson.mapper().writerFor(topicType(type)).writeValueAsString(example)))));
  }

  private static Class<?> topicType(Class<?> event) {
    return Topics.ALL.stream()
        .map(Topic::valueType)
        .filter(type -> type.isAssignableFrom(event))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Class<?>> events(Class<?> type) {
    JsonSubTypes subTypes = type.getAnnotation(JsonSubTypes.class);
    Map<String, Class<?>> events = new LinkedHashMap<>();
    if (subTypes == null) {
      events.put(snakeCase(type.getSimpleName()), type);
    } else {
      Arrays.stream(subTypes.value()).forEach(sub -> events.put(sub.name(), sub.value()));
    }
    return events;
  }

  private Object schema(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      boolean list = Collection.class.isAssignableFrom((Class<?>) generic.getRawType());
      return list
          ? mapOf("type", "array", "items", schema(last))
          : mapOf("type", "object", "additionalProperties", schema(last));
    }
    Class<?> raw = (Class<?>) type;
    if (raw.equals(String.class) || PrefixedId.class.isAssignableFrom(raw)) {
      return mapOf("type", "string");
    } else if (raw.equals(CurrencyCode.class)) {
      return mapOf("type", "string", "pattern", "^[A-Z]{3}$");
    } else if (raw.equals(Instant.class)) {
      return mapOf("type", "string", "format", "date-time");
    } else if (raw.equals(Duration.class)) {
      return mapOf("type", "string", "format", "duration");
    } else if (raw.equals(ZoneId.class)) {
      return mapOf("type", "string", "description", "IANA time zone");
    } else if (raw.equals(boolean.class) || raw.equals(Boolean.class)) {
      return mapOf("type", "boolean");
    } else if (raw.equals(long.class) || raw.equals(Long.class)) {
      return mapOf("type", "integer", "format", "int64");
    } else if (raw.equals(int.class) || raw.equals(Integer.class)) {
      return mapOf("type", "integer", "format", "int32");
    } else if (raw.isEnum()) {
      return mapOf("type", "string", "enum", words(raw));
    } else if (raw.isSealed()) {
      return mapOf("oneOf", events(raw).values().stream().map(this::schema).toList());
    }
    String name = raw.getName().replaceFirst(".*\\.", "").replace('$', '.');
    if (!schemas.containsKey(name)) {
      schemas.put(name, Map.of());
      schemas.put(name, object(raw));
    }
    return reference("schemas/" + name);
  }

  private Map<String, Object> object(Class<?> type) {
    assertThat(type.isRecord()).as(type.getName()).isTrue();
    Map<String, Object> properties = new TreeMap<>();
    List<String> required =
        Arrays.stream(type.getRecordComponents())
            .filter(component -> !mayBeAbsent(component))
            .map(AsyncApiDocumentTest::name)
            .sorted()
            .toList();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.put(name(component), schema(component.getGenericType()));
    }
    return mapOf("type", "object", "required", required, "properties", properties);
  }

  private static String name(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null ? snakeCase(component.getName()) : property.value();
  }

  /** Whether it is nullable, or left out where it says nothing. */
  private static boolean mayBeAbsent(RecordComponent component) {
    JsonInclude included = component.getDeclaringRecord().getAnnotation(JsonInclude.class);
    boolean saysNothing =
        included != null
            && included.value() == JsonInclude.Include.NON_DEFAULT
            && !component.getType().isEnum();
    return saysNothing
        || component.getAccessor().isAnnotationPresent(JsonSetter.class)
        || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static List<String> words(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(field -> field.isEnumConstant())
        .map(
            field -> {
              JsonProperty word = field.getAnnotation(JsonProperty.class);
              return word == null ? field.getName() : word.value();
            })
        .toList();
  }

  private static String retention(Retention retention) {
    return switch (retention) {
      case Retention.For kept -> kept.time().toDays() + " days";
      case Retention.Forever() -> "unlimited";
      case Retention.Compacted() -> "the newest record of each key";
    };
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> reference(String path) {
    return Map.of("$ref", "#/components/" + path);
  }

  private static Map<String, Object> mapOf(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
