package io.tributary.affiliate.store;

import io.tributary.affiliate.membership.Membership;
import io.tributary.affiliate.profile.Affiliate;
import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.PrefixedId;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.security.Caller;
import io.tributary.platform.sql.Database;
import java.time.Instant;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What others learn of a change, in the transaction that makes it. */
@Component
public class Publication {

  private final Database database;
  private final IdSource ids;

  Publication(@Qualifier("affiliate.database") Database database, IdSource ids) {
    this.database = database;
    this.ids = ids;
  }

  /** The affiliate as it is now, for the directory. */
  public void affiliate(JdbcClient sql, Affiliate affiliate) {
    database
        .outbox()
        .append(
            sql, Topics.AFFILIATE_DIRECTORY, affiliate.affiliateId().value(), affiliate.snapshot());
  }

  /** The membership as it is now, for the directory. */
  public void membership(JdbcClient sql, Membership membership) {
    database
        .outbox()
        .append(
            sql,
            Topics.AFFILIATE_DIRECTORY,
            membership.membershipId().value(),
            membership.snapshot());
  }

  /** Who did it, for the audit log. */
  public void audit(
      JdbcClient sql,
      Caller caller,
      String action,
      PrefixedId target,
      Instant at,
      Map<String, String> details) {
    database
        .outbox()
        .append(
            sql,
            Topics.AUDIT_EVENTS,
            caller.tenant().value(),
            AuditRecorded.of(
                ids.next(),
                caller.tenant(),
                caller.user().value(),
                action,
                target.value(),
                at,
                details));
  }
}
