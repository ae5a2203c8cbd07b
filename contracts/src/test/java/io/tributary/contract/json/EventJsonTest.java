package io.tributary.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contract.id.TenantId;
import io.tributary.contract.topic.Topic;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.Identified;
import io.tributary.contract.tracking.TrackingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The golden files under {@code src/test/resources/golden} are what consumers of older versions
 * read. Run with {@code -Dtributary.golden=write} to write new ones.
 */
class EventJsonTest {

  private static final JsonMapper PRETTY =
      EventJson.mapper().rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static Stream<String> names() {
    return GoldenEvents.ALL.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyEventIsWrittenAsItsGoldenFileAndReadBack(String name) throws IOException {
    Object event = GoldenEvents.ALL.get(name);
    Path file = GOLDEN.resolve(name + ".json");
    String written = PRETTY.writeValueAsString(event) + "\n";
    if ("write".equals(System.getProperty("tributary.golden"))) {
      Files.writeString(file, written);
    }
    assertThat(written).isEqualTo(Files.readString(file));
    assertThat(PRETTY.readValue(Files.readString(file), topicType(event))).isEqualTo(event);
  }

  /** Files of {@code golden/1}: what an earlier version wrote of the same events. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tracking.click",
        "tracking.impression",
        "tracking.conversion_received",
        "tracking.identified",
        "campaign.campaign",
        "campaign.coupon",
        "campaign.link",
        "decision.attributed",
        "decision.rejected",
        "decision.unattributed",
        "identity.tenant",
        "identity.api_key"
      })
  void whatAnEarlierVersionWroteIsRead(String name) throws IOException {
    Class<?> type = topicType(GoldenEvents.ALL.get(name));
    String earlier = Files.readString(GOLDEN.resolve("1").resolve(name + ".json"));
    Object read = PRETTY.readValue(earlier, type);
    JsonNode again = PRETTY.readTree(PRETTY.writeValueAsString(read));
    PRETTY
        .readTree(earlier)
        .properties()
        .forEach(member -> assertHas(again.get(member.getKey()), member.getValue()));
  }

  /** What was there is there; a later version may have put more beside it. */
  private static void assertHas(JsonNode again, JsonNode earlier) {
    if (earlier.isObject() && again != null) {
      earlier
          .properties()
          .forEach(member -> assertHas(again.get(member.getKey()), member.getValue()));
    } else {
      assertThat(again).isEqualTo(earlier);
    }
  }

  @Test
  void everyEventOfEveryTopicHasAGoldenExample() {
    Set<Class<?>> examples = new HashSet<>();
    GoldenEvents.ALL.values().forEach(event -> examples.add(event.getClass()));
    for (Topic<?> topic : Topics.ALL) {
      assertThat(examples).containsAll(leaves(topic.valueType()));
    }
  }

  @Test
  void anUnknownPropertyIsIgnored() {
    String json = PRETTY.writeValueAsString(GoldenEvents.ALL.get("tracking.identified"));
    String newer = json.replaceFirst("\\{", "{\"a_later_property\": [1],");
    assertThat(PRETTY.readValue(newer, TrackingEvent.class)).isInstanceOf(Identified.class);
  }

  @Test
  void anUnknownTypeAndAMalformedIdAreErrors() {
    assertThatThrownBy(() -> PRETTY.readValue("{\"type\":\"poke\"}", TrackingEvent.class))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> new TenantId("camp_01K9ZQ4T6R8XJ2M5N7P9S1V3W0"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Class<?> topicType(Object event) {
    return Topics.ALL.stream()
        .map(Topic::valueType)
        .filter(type -> type.isInstance(event))
        .findFirst()
        .orElseThrow();
  }

  private static Set<Class<?>> leaves(Class<?> type) {
    Set<Class<?>> leaves = new HashSet<>();
    if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses()).forEach(sub -> leaves.addAll(leaves(sub)));
    } else {
      leaves.add(type);
    }
    return leaves;
  }
}
