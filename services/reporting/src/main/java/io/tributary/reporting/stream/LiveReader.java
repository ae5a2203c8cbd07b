package io.tributary.reporting.stream;

import static java.util.stream.Collectors.toMap;

import io.tributary.contract.decision.Decision;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topic;
import io.tributary.contract.topic.Topics;
import io.tributary.contract.tracking.TrackingEvent;
import io.tributary.platform.kafka.EventListeners;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.reporting.debugger.RecentEvents;
import io.tributary.reporting.live.LiveBoards;
import io.tributary.reporting.performance.CampaignFacts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;

/**
 * Reads the window of the live boards and follows the log, for the boards and the recent events,
 * without a group and without committing, so that every process has its own.
 */
public final class LiveReader implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(LiveReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration STOP_WAIT = Duration.ofSeconds(2);

  private final KafkaConnection kafka;
  private final InstantSource clock;
  private final LiveBoards boards;
  private final RecentEvents recent;
  private final CampaignDirectory campaigns;
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
  private volatile @Nullable Thread thread;
  private volatile boolean running;

  public LiveReader(
      KafkaConnection kafka,
      InstantSource clock,
      LiveBoards boards,
      RecentEvents recent,
      CampaignDirectory campaigns) {
    this.kafka = kafka;
    this.clock = clock;
    this.boards = boards;
    this.recent = recent;
    this.campaigns = campaigns;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("reporting-live").daemon().start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    KafkaConsumer<String, byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    Thread reader = thread;
    if (reader != null) {
      try {
        reader.join(STOP_WAIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return EventListeners.PHASE;
  }

  private void run() {
    LiveFeed feed = new LiveFeed(boards, this::advertiserOf);
    Map<TopicPartition, Long> next = new HashMap<>();
    while (running) {
      try (KafkaConsumer<String, byte[]> fresh = new KafkaConsumer<>(kafka.reader())) {
        consumer = fresh;
        follow(fresh, feed, next);
      } catch (WakeupException | InterruptException e) {
        if (running) {
          log.warn("the live feed was interrupted; going on");
        }
      } catch (KafkaException e) {
        log.warn("the live feed waits: {}", e.toString());
        pause();
      }
    }
  }

  /** Reads on; {@code next} holds where, also for the consumer that follows a failed one. */
  private void follow(
      KafkaConsumer<String, byte[]> source, LiveFeed feed, Map<TopicPartition, Long> next) {
    List<TopicPartition> partitions =
        Stream.of(Topics.TRACKING_EVENTS, Topics.TRACKING_REFUSED, Topics.ATTRIBUTION_DECISIONS)
            .flatMap(topic -> source.partitionsFor(topic.name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    source.assign(partitions);
    if (next.isEmpty()) {
      next.putAll(startOfWindow(source, partitions));
    }
    next.forEach(source::seek);
    while (running) {
      for (ConsumerRecord<String, byte[]> record : source.poll(POLL)) {
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        apply(feed, record);
      }
    }
  }

  private Map<TopicPartition, Long> startOfWindow(
      KafkaConsumer<String, byte[]> source, List<TopicPartition> partitions) {
    long start = clock.instant().minus(LiveBoards.WINDOW).toEpochMilli();
    Map<TopicPartition, OffsetAndTimestamp> found =
        source.offsetsForTimes(
            partitions.stream().collect(toMap(partition -> partition, unused -> start)));
    Map<TopicPartition, Long> ends = source.endOffsets(partitions);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          OffsetAndTimestamp first = found.get(partition);
          offsets.put(partition, first == null ? end : first.offset());
        });
    return offsets;
  }

  private void apply(LiveFeed feed, ConsumerRecord<String, byte[]> record) {
    try {
      if (record.topic().equals(Topics.TRACKING_EVENTS.name())) {
        TrackingEvent event = read(record, Topics.TRACKING_EVENTS);
        feed.apply(event);
        recent.add(event);
      } else if (record.topic().equals(Topics.TRACKING_REFUSED.name())) {
        recent.add(read(record, Topics.TRACKING_REFUSED));
      } else {
        Decision decision = read(record, Topics.ATTRIBUTION_DECISIONS);
        feed.apply(decision);
        recent.add(decision);
      }
    } catch (JacksonException e) {
      // The listeners send such a record to the dead letters; nothing is lost by not showing it.
      log.debug("{} offset {} cannot be shown", record.topic(), record.offset(), e);
    }
  }

  private static <V> V read(ConsumerRecord<String, byte[]> record, Topic<V> topic) {
    return EventJson.mapper().readValue(record.value(), topic.valueType());
  }

  private @Nullable AdvertiserId advertiserOf(CampaignId campaign) {
    return campaigns.known(campaign).map(CampaignFacts::advertiser).orElse(null);
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
