package io.tributary.platform.kafka;

import io.tributary.contract.topic.Topic;
import io.tributary.contract.topic.Topic.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates missing topics, and reports those that stand otherwise than the catalogue says. */
public final class TopicProvisioner {

  private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(90);
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final Admin admin;
  private final short replication;

  public TopicProvisioner(Admin admin, int replication) {
    this.admin = admin;
    this.replication = (short) replication;
  }

  /**
   * Creates what is missing of the topics and their dead-letter topics.
   *
   * @return a sentence per difference to an existing topic, which is left as it is
   * @throws KafkaException if Kafka cannot be reached
   */
  public List<String> provision(Collection<Topic<?>> topics) {
    Map<String, NewTopic> wanted = new LinkedHashMap<>();
    for (Topic<?> topic : topics) {
      wanted.put(topic.name(), wanted(topic));
      wanted.put(topic.deadLetterName(), deadLetters(topic));
    }
    Set<String> present = await(admin.listTopics().names());
    List<NewTopic> missing =
        wanted.values().stream().filter(topic -> !present.contains(topic.name())).toList();
    Map<String, KafkaFuture<Void>> created = admin.createTopics(missing).values();
    created.values().forEach(TopicProvisioner::awaitCreation);
    return differences(wanted, present);
  }

  private List<String> differences(Map<String, NewTopic> wanted, Set<String> present) {
    List<String> existing = wanted.keySet().stream().filter(present::contains).toList();
    Map<String, TopicDescription> descriptions =
        await(admin.describeTopics(existing).allTopicNames());
    Map<ConfigResource, Config> configs =
        await(
            admin
                .describeConfigs(
                    existing.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all());
    List<String> differences = new ArrayList<>();
    configs.forEach(
        (resource, config) -> {
          NewTopic topic = wanted.get(resource.name());
          TopicDescription description = descriptions.get(resource.name());
          if (topic == null || description == null) {
            return;
          }
          if (description.partitions().size() != topic.numPartitions()) {
            differences.add(
                "topic %s has %d partitions, the catalogue says %d"
                    .formatted(
                        topic.name(), description.partitions().size(), topic.numPartitions()));
          }
          topic
              .configs()
              .forEach(
                  (key, value) -> {
                    String actual = config.get(key).value();
                    if (!value.equals(actual)) {
                      differences.add(
                          "topic %s has %s=%s, the catalogue says %s"
                              .formatted(topic.name(), key, actual, value));
                    }
                  });
        });
    return differences.stream().sorted().collect(Collectors.toList());
  }

  private NewTopic wanted(Topic<?> topic) {
    Map<String, String> config = new HashMap<>();
    switch (topic.retention()) {
      case Retention.For kept -> {
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(kept.time().toMillis()));
      }
      case Retention.Forever() -> {
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        config.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
      }
      case Retention.Compacted() ->
          config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    return new NewTopic(topic.name(), topic.partitions(), replication).configs(config);
  }

  private NewTopic deadLetters(Topic<?> topic) {
    return new NewTopic(topic.deadLetterName(), 1, replication)
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(DEAD_LETTER_RETENTION.toMillis())));
  }

  private static void awaitCreation(KafkaFuture<Void> creation) {
    try {
      await(creation);
    } catch (TopicExistsException e) {
      // Another process was faster.
      return;
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException kafka) {
        throw kafka;
      }
      throw new KafkaException("topics cannot be read or created", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka did not answer within " + WAIT.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
