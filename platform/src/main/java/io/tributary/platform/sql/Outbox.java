package io.tributary.platform.sql;

import io.tributary.contract.json.EventJson;
import io.tributary.contract.topic.Topic;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Events that leave when the transaction that wrote them has committed, in order per key. */
public final class Outbox {

  private final String insert;
  private volatile Runnable onCommit = () -> {};

  Outbox(String schema) {
    this.insert =
        """
        insert into %s.outbox (topic, key, payload)
        values (:topic, :key, :payload)
        """
            .formatted(schema);
  }

  /** Adds an event to the caller's transaction. */
  public <V> void append(JdbcClient sql, Topic<V> topic, String key, V value) {
    sql.sql(insert)
        .param("topic", topic.name())
        .param("key", key)
        .param("payload", EventJson.mapper().writerFor(topic.valueType()).writeValueAsBytes(value))
        .update();
    if (TransactionSynchronizationManager.isSynchronizationActive()
        && !TransactionSynchronizationManager.getSynchronizations().contains(wake)) {
      TransactionSynchronizationManager.registerSynchronization(wake);
    }
  }

  /** What is run when there is something to publish. */
  void onCommit(Runnable wake) {
    onCommit = wake;
  }

  private final TransactionSynchronization wake =
      new TransactionSynchronization() {
        @Override
        public void afterCommit() {
          onCommit.run();
        }
      };
}
