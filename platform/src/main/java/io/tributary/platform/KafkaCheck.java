package io.tributary.platform;

import io.tributary.platform.kafka.KafkaConnection;
import io.tributary.platform.ops.DependencyCheck;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Asks Kafka who leads. */
final class KafkaCheck implements DependencyCheck, AutoCloseable {

  private static final int WAIT_MS = 1_000;

  private final Admin admin;

  KafkaCheck(KafkaConnection kafka) {
    this.admin = Admin.create(kafka.admin());
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public String effect() {
    return "clicks and events are spooled, decisions wait";
  }

  @Override
  public boolean answers() {
    try {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(WAIT_MS))
          .clusterId()
          .get(WAIT_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    admin.close(java.time.Duration.ofSeconds(1));
  }
}
