package io.tributary.attribution.stream;

import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.TrackingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Sends records that cannot be processed to the dead letters of the tracking events, unchanged and
 * with the reason, in the transaction that goes on behind them. Failures of Kafka or of a store are
 * outages and not the record's fault: they stop the thread, which is replaced.
 *
 * <p>Public because Kafka Streams creates it by its name.
 */
public final class DeadLetters
    implements DeserializationExceptionHandler, ProcessingExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  @Override
  public void configure(Map<String, ?> configs) {
    // The topic is the catalogue's.
  }

  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
    return DeserializationExceptionHandler.Response.resume(
        List.of(letter(context, record.key(), record.value(), "undecodable", failure)));
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    byte[] payload = context.sourceRawValue();
    if (failure instanceof KafkaException || payload == null) {
      return ProcessingExceptionHandler.Response.fail();
    }
    byte[] key = context.sourceRawKey();
    if (record != null && record.value() instanceof GuardInput input) {
      TrackingEvent source = input.source();
      key = source.visitorId().getBytes(StandardCharsets.UTF_8);
      payload = encoded(source);
    }
    return ProcessingExceptionHandler.Response.resume(
        List.of(letter(context, key, payload, "unprocessable", failure)));
  }

  private static byte[] encoded(TrackingEvent event) {
    try {
      return EventJson.mapper().writerFor(TrackingEvent.class).writeValueAsBytes(event);
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProducerRecord<byte[], byte[]> letter(
      ErrorHandlerContext context,
      byte @Nullable [] key,
      byte @Nullable [] payload,
      String reason,
      Exception failure) {
    log.warn(
        "{} partition {} offset {} goes to the dead letters: {}",
        context.topic(),
        context.partition(),
        context.offset(),
        failure.toString());
    RecordHeaders headers = new RecordHeaders();
    add(headers, "reason", reason);
    add(headers, "message", String.valueOf(failure.getMessage()));
    add(headers, "consumer", "tributary-attribution");
    add(headers, "source-topic", context.topic());
    add(headers, "source-partition", Integer.toString(context.partition()));
    add(headers, "source-offset", Long.toString(context.offset()));
    return new ProducerRecord<>(
        Topics.TRACKING_EVENTS.deadLetterName(), null, null, key, payload, headers);
  }

  private static void add(RecordHeaders headers, String name, @Nullable String value) {
    headers.add(name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
  }
}
