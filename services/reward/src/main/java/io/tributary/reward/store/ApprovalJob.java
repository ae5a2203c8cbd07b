package io.tributary.reward.store;

import io.tributary.contract.id.TenantId;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Approves commissions whose hold is over. Several processes may run it: each leaves out what
 * another works on.
 */
public final class ApprovalJob {

  private static final Logger log = LoggerFactory.getLogger(ApprovalJob.class);

  private final Database database;
  private final CommissionBook book;
  private final InstantSource clock;
  private final int batch;

  /**
   * A job.
   *
   * @param batch commissions of one transaction
   */
  public ApprovalJob(Database database, CommissionBook book, InstantSource clock, int batch) {
    this.database = database;
    this.book = book;
    this.clock = clock;
    this.batch = batch;
  }

  /**
   * Approves a batch of every tenant that has some.
   *
   * @return whether there may be more
   */
  public boolean round() {
    int approved = 0;
    boolean more = false;
    for (String id : tenants()) {
      TenantId tenant = new TenantId(id);
      int now = database.inTenant(tenant, sql -> book.approveDue(sql, tenant, batch));
      approved += now;
      more |= now == batch;
    }
    if (approved > 0) {
      log.debug("{} commissions approved", approved);
    }
    return more;
  }

  private List<String> tenants() {
    return database.inTransaction(
        sql ->
            sql.sql("select reward.tenants_with_due_commissions(:now)")
                .param("now", Columns.time(clock.instant()))
                .query(String.class)
                .list());
  }
}
