package io.tributary.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentedRecordsTest {

  private final ModelConverters converters = new ModelConverters(true);

  DocumentedRecordsTest() {
    converters.addConverter(
        new ModelResolver(
                new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
            .openapi31(true));
    converters.addConverter(new DocumentedRecords());
  }

  enum Colour {
    RED,
    DARK_BLUE
  }

  record Part(String name) {}

  record Whole(
      int size,
      @Nullable String note,
      Part part,
      @Nullable Part sparePart,
      @Words(Colour.class) String colour,
      @Words(Colour.class) @Nullable String trim) {}

  @Test
  void whatIsNotNullableIsRequiredAndTheRestMayBeNull() {
    Schema<?> whole = whole();
    assertThat(whole.getRequired()).containsExactly("colour", "part", "size");
    assertThat(types(property("note"))).containsExactlyInAnyOrder("string", "null");
    assertThat(property("part").get$ref()).isEqualTo("#/components/schemas/Part");
    List<Schema<?>> spare = choices(property("spare_part"));
    assertThat(spare.get(0).get$ref()).isEqualTo("#/components/schemas/Part");
    assertThat(types(spare.get(1))).containsExactly("null");
  }

  @Test
  void theWordsOfAnEnumAreListed() {
    assertThat(property("colour").getEnum()).isEqualTo(List.of("red", "dark_blue"));
    List<Schema<?>> trim = choices(property("trim"));
    assertThat(trim.get(0).getEnum()).isEqualTo(List.of("red", "dark_blue"));
    assertThat(types(trim.get(1))).containsExactly("null");
  }

  private static final class Elsewhere {

    record Part(int number) {}
  }

  @Test
  void twoRecordsOfOneNameEndTheDerivation() {
    read(Part.class);
    read(Part.class);
    assertThatIllegalStateException()
        .isThrownBy(() -> read(Elsewhere.Part.class))
        .withMessageContaining("Part is used for two shapes");
  }

  private void read(Class<?> type) {
    converters.readAll(new AnnotatedType(type));
  }

  private Schema<?> whole() {
    return converters.readAll(new AnnotatedType(Whole.class)).get("Whole");
  }

  private Schema<?> property(String name) {
    return (Schema<?>) whole().getProperties().get(name);
  }

  private static List<Schema<?>> choices(Schema<?> schema) {
    List<Schema<?>> choices = new ArrayList<>();
    schema.getAnyOf().forEach(choices::add);
    return choices;
  }

  private static Set<String> types(Schema<?> schema) {
    return schema.getTypes();
  }
}
