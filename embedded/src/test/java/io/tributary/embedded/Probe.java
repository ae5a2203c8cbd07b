package io.tributary.embedded;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes one value into each server and reads it back. */
record Probe(Endpoints endpoints) {
  private static final TopicPartition PARTITION = new TopicPartition("probe", 0);

  void writeEverywhere(String value) throws Exception {
    try (Connection connection = asOwner();
        Statement statement = connection.createStatement()) {
      statement.execute("create table public.probe (value text not null)");
      statement.execute("insert into public.probe values ('" + value + "')");
    }
    createTopic();
    produce(value);
    try (RedisConnection redis = redis()) {
      redis.call("SET", "probe", value);
    }
  }

  List<String> readEverywhere() throws Exception {
    return List.of(queryOne(asOwner(), "select value from public.probe"), consume(), readRedis());
  }

  Connection asOwner() throws SQLException {
    return DriverManager.getConnection(
        endpoints.datasourceUrl(),
        endpoints.datasourceOwner(),
        endpoints.datasourceOwnerPassword());
  }

  Connection asUser() throws SQLException {
    return DriverManager.getConnection(
        endpoints.datasourceUrl(), endpoints.datasourceUser(), endpoints.datasourcePassword());
  }

  static String queryOne(Connection fresh, String query) throws SQLException {
    try (Connection connection = fresh;
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  void createTopic() throws Exception {
    try (Admin admin = Admin.create(kafka())) {
      admin
          .createTopics(List.of(new NewTopic(PARTITION.topic(), Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
  }

  void produce(String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
    }
  }

  String consume() {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(kafka(), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofSeconds(10))) {
        return each.value();
      }
      return "";
    }
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", endpoints.kafkaBootstrapServers());
  }

  RedisConnection redis() throws IOException {
    URI address = URI.create(endpoints.redisUrl());
    return new RedisConnection(address.getPort(), address.getUserInfo().substring(1));
  }

  private String readRedis() throws IOException {
    try (RedisConnection redis = redis()) {
      redis.call("GET", "probe");
      return redis.line();
    }
  }
}
