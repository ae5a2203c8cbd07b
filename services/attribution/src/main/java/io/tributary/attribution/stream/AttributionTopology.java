package io.tributary.attribution.stream;

import io.tributary.attribution.conversion.ConversionState;
import io.tributary.attribution.journey.Programme;
import io.tributary.attribution.journey.Retention;
import io.tributary.attribution.person.Person;
import io.tributary.attribution.person.Visitor;
import io.tributary.contract.decision.Decision;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.TrackingEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
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
 * decides. What concerns a customer goes by the person in between, who may have several visitors.
 * Then proposals and refunds change their key, since one conversion may be reported for several
 * visitors.
 */
final class AttributionTopology {

  static final String PROPOSALS = "proposals";
  static final String PERSONS = "person-messages";

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
    KStream<String, Routed> routed =
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
                            new JsonSerde<>(Visitor.class)),
                        store(
                            Stores.inMemoryKeyValueStore(JourneyProcessor.PENDING),
                            new JsonSerde<>(Pending.class)))),
                Named.as("journey"));
    KStream<String, GuardInput> byPerson =
        routed
            .flatMapValues(to -> Stream.ofNullable(to.toPerson()).toList(), Named.as("to-person"))
            .repartition(
                Repartitioned.with(TEXT, new JsonSerde<>(PersonMessage.class))
                    .withName(PERSONS)
                    .withNumberOfPartitions(Topics.TRACKING_EVENTS.partitions()))
            .process(
                supplier(
                    () -> new PersonProcessor(programme, retention),
                    Set.of(
                        store(
                            Stores.persistentKeyValueStore(PersonProcessor.PERSONS),
                            new JsonSerde<>(Person.class)))),
                Named.as("person"));
    routed
        .flatMapValues(to -> Stream.ofNullable(to.toGuard()).toList(), Named.as("to-guard"))
        .merge(byPerson, Named.as("all-proposals"))
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
