package io.tributary.campaign.store;

import io.tributary.campaign.terms.Campaign;
import io.tributary.contract.directory.AttributionRule;
import io.tributary.contract.directory.AttributionTerms;
import io.tributary.contract.directory.CampaignSnapshot.Status;
import io.tributary.contract.directory.TermsVersion;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.json.EventJson;
import io.tributary.platform.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The versions of campaigns' attribution in SQL; every method runs in the caller's transaction. */
@Component
public class AttributionVersionStore {

  AttributionVersionStore() {}

  /**
   * The newest versions, newest first.
   *
   * @param before only older ones; null for all
   */
  public List<TermsVersion> newest(
      JdbcClient sql, CampaignId campaign, @Nullable Integer before, int limit) {
    return sql.sql(
            """
            select version, valid_from, status, terms, rules
            from campaign.attribution_version
            where campaign_id = :campaign
              and (:before::int is null or version < :before)
            order by version desc
            limit :limit
            """)
        .param("campaign", campaign.value())
        .param("before", before)
        .param("limit", limit)
        .query((row, n) -> version(row))
        .list();
  }

  /** Adds what is in force from now on, unless it is what was in force before. */
  void record(JdbcClient sql, Campaign campaign) {
    List<TermsVersion> last = newest(sql, campaign.campaignId(), null, 1);
    int version = last.isEmpty() ? 0 : last.getFirst().version();
    TermsVersion now =
        new TermsVersion(
            version + 1,
            campaign.updatedAt(),
            campaign.status(),
            campaign.terms().attribution(),
            campaign.attributionRules().rules());
    if (last.isEmpty() || !isSame(last.getFirst(), now)) {
      insert(sql, campaign, now);
    }
  }

  private static boolean isSame(TermsVersion one, TermsVersion other) {
    return one.status() == other.status()
        && one.terms().equals(other.terms())
        && one.rules().equals(other.rules());
  }

  private static void insert(JdbcClient sql, Campaign campaign, TermsVersion version) {
    sql.sql(
            """
            insert into campaign.attribution_version (tenant_id, campaign_id, version, valid_from,
              status, terms, rules)
            values (:tenant, :campaign, :version, :from, :status, cast(:terms as jsonb),
              cast(:rules as jsonb))
            """)
        .param("tenant", campaign.tenantId().value())
        .param("campaign", campaign.campaignId().value())
        .param("version", version.version())
        .param("from", Columns.time(version.from()))
        .param("status", Columns.word(version.status()))
        .param("terms", EventJson.mapper().writeValueAsString(version.terms()))
        .param(
            "rules",
            EventJson.mapper().writeValueAsString(version.rules().toArray(AttributionRule[]::new)))
        .update();
  }

  private static TermsVersion version(ResultSet row) throws SQLException {
    return new TermsVersion(
        row.getInt("version"),
        Columns.time(row, "valid_from"),
        Columns.word(Status.class, row, "status"),
        terms(row),
        rules(row));
  }

  static AttributionTerms terms(ResultSet row) throws SQLException {
    return EventJson.mapper().readValue(row.getString("terms"), AttributionTerms.class);
  }

  static List<AttributionRule> rules(ResultSet row) throws SQLException {
    return List.of(EventJson.mapper().readValue(row.getString("rules"), AttributionRule[].class));
  }
}
