package io.tributary.campaign.store;

import io.tributary.campaign.link.Coupon;
import io.tributary.campaign.link.Link;
import io.tributary.campaign.terms.AttributionHistory;
import io.tributary.campaign.terms.Campaign;
import io.tributary.contract.audit.AuditRecorded;
import io.tributary.contract.directory.CampaignDirectoryEntry;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.PrefixedId;
import io.tributary.contract.topic.Topics;
import io.tributary.platform.security.Caller;
import io.tributary.platform.sql.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What others learn of a change, in the transaction that makes it. */
@Component
public class Publication {

  private final Database database;
  private final AttributionVersionStore attribution;
  private final IdSource ids;

  Publication(
      @Qualifier("campaign.database") Database database,
      AttributionVersionStore attribution,
      IdSource ids) {
    this.database = database;
    this.attribution = attribution;
    this.ids = ids;
  }

  /** The campaign as it was stored now, with the history of its attribution, for the directory. */
  public void campaign(JdbcClient sql, Campaign campaign) {
    List<TermsVersion> versions =
        attribution.newest(sql, campaign.campaignId(), null, AttributionHistory.MAX_VERSIONS);
    directory(
        sql,
        campaign.campaignId(),
        campaign.snapshot(AttributionHistory.published(versions.reversed(), campaign.updatedAt())));
  }

  public void link(JdbcClient sql, Link link) {
    directory(sql, link.linkId(), link.snapshot());
  }

  public void coupon(JdbcClient sql, Coupon coupon) {
    directory(sql, coupon.couponId(), coupon.snapshot());
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

  private void directory(JdbcClient sql, PrefixedId key, CampaignDirectoryEntry entry) {
    database.outbox().append(sql, Topics.CAMPAIGN_DIRECTORY, key.value(), entry);
  }
}
