package io.tributary.platform.testing;

import io.tributary.contract.topic.Topics;
import io.tributary.embedded.EmbeddedInfrastructure;
import io.tributary.embedded.Part;
import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.kafka.TopicProvisioner;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** The Kafka that all tests of this JVM share. */
public final class TestKafka {

  private TestKafka() {}

  /** The connection to it, started when first asked for. */
  public static KafkaConnection connection() {
    return new KafkaConnection(
        EmbeddedInfrastructure.shared(Part.KAFKA).endpoints().kafkaBootstrapServers());
  }

  /** Creates the product's topics; the differences to what stood there. */
  public static List<String> provision() {
    try (Admin admin = Admin.create(connection().admin())) {
      return new TopicProvisioner(admin, 1).provision(Topics.ALL);
    }
  }
}
