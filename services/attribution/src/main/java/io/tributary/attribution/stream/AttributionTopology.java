package io.tributary.attribution.stream;

import io.tributary.attribution.conversion.ConversionState;
import io.tributary.attribution.journey.Programme;
import io.tributary.attribution.journey.Retention;
import io.tributary.attribution.stream.JourneyProcessor.VisitorTouches;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.TrackingEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * From tracking events, by visitor, to decisions, by conversion: journeys propose, the guard
 * decides. In between proposals and refunds change their key, since one conversion may be reported
 * for several visitors.
 */
final class AttributionTopology {

  static final String PROPOSALS = "proposals";

  private static final Serde<String> TEXT = Serdes.String();

  private AttributionTopology() {}

  /**
   * The topology.
   *
   * @param remembered how long the guard knows a conversion
   */
  static Topology build(
      Programme programme,
      Retention retention,
      WaitLimits limits,
      Duration remembered,
      DecisionMeters meters) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            Topics.TRACKING_EVENTS.name(),
            Consumed.with(TEXT, new JsonSerde<>(TrackingEvent.class))
                .withTimestampExtractor(AttributionTopology::receivedAt)
                .withName("tracking-events"))
        .process(
            supplier(
                () -> new JourneyProcessor(programme, retention, limits),
                Set.of(
                    store(
                        Stores.persistentKeyValueStore(JourneyProcessor.TOUCHES),
                        new JsonSerde<>(VisitorTouches.class)),
                    store(
                        Stores.inMemoryKeyValueStore(JourneyProcessor.PENDING),
                        new JsonSerde<>(Pending.class)))),
            Named.as("journey"))
        .repartition(
            Repartitioned.with(TEXT, new JsonSerde<>(GuardInput.class))
                .withName(PROPOSALS)
                .withNumberOfPartitions(Topics.ATTRIBUTION_DECISIONS.partitions()))
        .process(
            supplier(
                () -> new GuardProcessor(remembered, meters),
                Set.of(
                    store(
                        Stores.persistentKeyValueStore(GuardProcessor.DECIDED),
                        new JsonSerde<>(ConversionState.class)))),
            Named.as("guard"))
        .to(
            Topics.ATTRIBUTION_DECISIONS.name(),
            Produced.with(TEXT, new JsonSerde<>(Decision.class)).withName("decisions"));
    return builder.build();
  }

  /** The edge's time of receipt: the same in every replay, and close to ascending. */
  private static long receivedAt(ConsumerRecord<Object, Object> record, long partitionTime) {
    return record.value() instanceof TrackingEvent event
        ? event.receivedAt().toEpochMilli()
        : record.timestamp();
  }

  private static <V> StoreBuilder<?> store(KeyValueBytesStoreSupplier where, Serde<V> values) {
    return Stores.keyValueStoreBuilder(where, TEXT, values).withLoggingEnabled(Map.of());
  }

  private static <K, V, L, W> ProcessorSupplier<K, V, L, W> supplier(
      Supplier<Processor<K, V, L, W>> processors, Set<StoreBuilder<?>> stores) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<K, V, L, W> get() {
        return processors.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return stores;
      }
    };
  }
}
