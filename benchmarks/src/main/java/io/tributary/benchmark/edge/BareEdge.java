package io.tributary.benchmark.edge;

import io.tributary.contract.topic.Topics;
import io.tributary.platform.kafka.KafkaConnection;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The least that an edge can do: sends the same bytes to Kafka for every request and answers 302
 * once they are acknowledged. Arguments: port, bootstrap servers, file with the bytes.
 */
public final class BareEdge {

  private BareEdge() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    byte[] payload = Files.readAllBytes(Path.of(args[2]));
    Map<String, Object> config = new KafkaConnection(args[1]).producer("bare-edge");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config);
    int loops = Runtime.getRuntime().availableProcessors();
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    vertx
        .deployVerticle(
            () -> new Listener(port, producer, payload),
            new DeploymentOptions().setInstances(loops))
        .await();
    System.out.println("ready");
  }

  private static final class Listener extends VerticleBase {

    private final int port;
    private final KafkaProducer<String, byte[]> producer;
    private final byte[] payload;

    Listener(int port, KafkaProducer<String, byte[]> producer, byte[] payload) {
      this.port = port;
      this.producer = producer;
      this.payload = payload;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
          .requestHandler(
              request -> {
                Context context = vertx.getOrCreateContext();
                String key = Long.toString(ThreadLocalRandom.current().nextLong(), 36);
                var unused =
                    producer.send(
                        new ProducerRecord<>(Topics.TRACKING_EVENTS.name(), key, payload),
                        (metadata, failure) ->
                            context.runOnContext(
                                ignored ->
                                    request
                                        .response()
                                        .setStatusCode(failure == null ? 302 : 503)
                                        .putHeader("Location", "https://shop.example/landing")
                                        .end()));
              })
          .listen();
    }
  }
}
