package io.tributary.attribution.stream;

import io.tributary.contract.json.EventJson;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** Values as the events' JSON. */
final class JsonSerde<V> implements Serde<V> {

  private final ObjectWriter writer;
  private final ObjectReader reader;

  JsonSerde(Class<V> type) {
    this.writer = EventJson.mapper().writerFor(type);
    this.reader = EventJson.mapper().readerFor(type);
  }

  @Override
  public Serializer<V> serializer() {
    return (topic, value) -> write(value);
  }

  @Override
  public Deserializer<V> deserializer() {
    return (topic, bytes) -> read(bytes);
  }

  @SuppressWarnings("NullAway") // Kafka's deletions are null on both sides.
  private byte[] write(@Nullable V value) {
    return value == null ? null : writer.writeValueAsBytes(value);
  }

  @SuppressWarnings("NullAway") // As above.
  private V read(byte @Nullable [] bytes) {
    try {
      return bytes == null ? null : reader.readValue(bytes);
    } catch (JacksonException e) {
      throw new SerializationException(e.getOriginalMessage(), e);
    }
  }
}
