package io.tributary.platform.sql;

import io.tributary.contract.id.TenantId;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database of one service: transactions in the name of a tenant, outbox and inbox. */
public final class Database {

  private final String schema;
  private final JdbcClient sql;
  private final TransactionTemplate writing;
  private final TransactionTemplate reading;
  private final Outbox outbox;
  private final Inbox inbox;

  Database(String schema, DataSource pool) {
    this.schema = schema;
    this.sql = JdbcClient.create(pool);
    DataSourceTransactionManager transactions = new DataSourceTransactionManager(pool);
    this.writing = new TransactionTemplate(transactions);
    this.reading = new TransactionTemplate(transactions);
    this.reading.setReadOnly(true);
    this.outbox = new Outbox(schema);
    this.inbox = new Inbox(schema);
  }

  /** The schema, which has the service's name. */
  public String schema() {
    return schema;
  }

  /** Runs the work in one transaction that sees and writes the tenant's rows only. */
  public <T> T inTenant(TenantId tenant, Function<JdbcClient, T> work) {
    return inTransaction(
        client -> {
          asTenant(client, tenant);
          return work.apply(client);
        });
  }

  /** The same, read-only. */
  public <T> T readInTenant(TenantId tenant, Function<JdbcClient, T> work) {
    return run(
        reading,
        client -> {
          asTenant(client, tenant);
          return work.apply(client);
        });
  }

  /** Runs the work in one transaction that sees no tenant's rows until {@link #asTenant}. */
  public <T> T inTransaction(Function<JdbcClient, T> work) {
    return run(writing, work);
  }

  /** Switches the running transaction to a tenant. */
  public void asTenant(JdbcClient client, TenantId tenant) {
    client
        .sql("select set_config('app.tenant_id', :tenant, true)")
        .param("tenant", tenant.value())
        .query(String.class)
        .single();
  }

  public Outbox outbox() {
    return outbox;
  }

  public Inbox inbox() {
    return inbox;
  }

  /** Whether the database answers. */
  public boolean answers() {
    try {
      return sql.sql("select 1").query(Integer.class).single() == 1;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @SuppressWarnings("NullAway") // The result is null only where the work's own type admits it.
  private <T> T run(TransactionTemplate transactions, Function<JdbcClient, T> work) {
    return transactions.execute(status -> work.apply(sql));
  }
}
