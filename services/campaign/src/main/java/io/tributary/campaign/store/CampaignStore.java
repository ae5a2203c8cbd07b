package io.tributary.campaign.store;

import io.tributary.campaign.terms.AttributionRuleSet;
import io.tributary.campaign.terms.Campaign;
import io.tributary.campaign.terms.CampaignTerms;
import io.tributary.campaign.terms.RuleSet;
import io.tributary.contract.directory.CampaignSnapshot.Status;
import io.tributary.contract.directory.CommissionRule;
import io.tributary.contract.directory.TrafficTerms;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.RuleId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.json.EventJson;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Campaigns with their rules in SQL; every method runs in the caller's transaction. */
@Component
public class CampaignStore {

  private static final String SELECT =
      """
      select tenant_id, campaign_id, advertiser_id, name, status, currency, landing_url,
             allowed_domains, traffic, hold_s, postback_token, version, created_at, updated_at,
             attribution.terms, attribution.rules
      from campaign.campaign
      cross join lateral (
        select terms, rules
        from campaign.attribution_version of_campaign
        where of_campaign.tenant_id = campaign.tenant_id
          and of_campaign.campaign_id = campaign.campaign_id
        order by of_campaign.version desc
        limit 1) attribution
      """;

  private static final String VISIBLE =
      """
        and (:view_advertiser::text is null or advertiser_id = :view_advertiser)
        and (:view_affiliate::text is null
             or campaign_id = any (string_to_array(:joined, ' '))
             or exists (select 1
                        from campaign.link
                        where link.campaign_id = campaign.campaign_id
                          and link.affiliate_id = :view_affiliate))
      """;

  private final AttributionVersionStore attribution;

  CampaignStore(AttributionVersionStore attribution) {
    this.attribution = attribution;
  }

  /** What a list is narrowed to; null does not narrow. */
  public record Filter(
      @Nullable Status status,
      @Nullable AdvertiserId advertiserId,
      @Nullable CampaignId campaignId,
      @Nullable String q) {}

  public Optional<Campaign> find(JdbcClient sql, CampaignId id, Views views) {
    return whole(
        sql,
        visible(
                sql.sql(SELECT + "where campaign_id = :id\n" + VISIBLE).param("id", id.value()),
                views)
            .query((row, n) -> bare(row))
            .list());
  }

  /** The campaign, kept from other changes until the transaction ends. */
  public Optional<Campaign> lock(JdbcClient sql, CampaignId id) {
    return whole(
        sql,
        sql.sql(SELECT + "where campaign_id = :id for update of campaign")
            .param("id", id.value())
            .query((row, n) -> bare(row))
            .list());
  }

  /** Up to {@code limit + 1} campaigns, newest first. */
  public List<Campaign> list(JdbcClient sql, PageQuery page, Filter filter, Views views) {
    List<Campaign> bare =
        visible(
                sql.sql(
                        SELECT
                            + """
                            where (:cursor::text is null or campaign_id < :cursor)
                              and (:status::text is null or status = :status)
                              and (:advertiser::text is null or advertiser_id = :advertiser)
                              and (:campaign::text is null or campaign_id = :campaign)
                              and (:q::text is null or name ilike :q)
                            """
                            + VISIBLE
                            + """
                            order by campaign_id desc
                            limit :limit
                            """)
                    .param("cursor", page.lastId(CampaignId::new))
                    .param("status", filter.status() == null ? null : Columns.word(filter.status()))
                    .param("advertiser", Columns.text(filter.advertiserId()))
                    .param("campaign", Columns.text(filter.campaignId()))
                    .param("q", Columns.containing(filter.q()))
                    .param("limit", page.limit() + 1),
                views)
            .query((row, n) -> bare(row))
            .list();
    return withRules(sql, bare);
  }

  public void insert(JdbcClient sql, Campaign campaign) {
    values(
            sql.sql(
                """
                insert into campaign.campaign (tenant_id, campaign_id, advertiser_id, name, status,
                  currency, landing_url, allowed_domains, traffic, hold_s, postback_token, version,
                  created_at, updated_at)
                values (:tenant, :id, :advertiser, :name, :status,
                  :currency, :landing, string_to_array(:domains, ' '), cast(:traffic as jsonb),
                  :hold, :token, :version, :created, :updated)
                """),
            campaign)
        .update();
    attribution.record(sql, campaign);
    insertRules(sql, campaign);
  }

  /** Stores a changed one, which was locked before, with its rules. */
  public void update(JdbcClient sql, Campaign campaign) {
    int updated =
        values(
                sql.sql(
                    """
                    update campaign.campaign
                    set advertiser_id = :advertiser, name = :name, status = :status,
                        currency = :currency, landing_url = :landing,
                        allowed_domains = string_to_array(:domains, ' '),
                        traffic = cast(:traffic as jsonb), hold_s = :hold,
                        postback_token = :token, version = :version, created_at = :created,
                        updated_at = :updated
                    where tenant_id = :tenant
                      and campaign_id = :id
                      and version = :version - 1
                    """),
                campaign)
            .update();
    if (updated != 1) {
      throw new IllegalStateException("the campaign was not locked before its change");
    }
    attribution.record(sql, campaign);
    sql.sql("delete from campaign.commission_rule where campaign_id = :id")
        .param("id", campaign.campaignId().value())
        .update();
    insertRules(sql, campaign);
  }

  private static void insertRules(JdbcClient sql, Campaign campaign) {
    for (CommissionRule rule : campaign.rules().rules()) {
      sql.sql(
              """
              insert into campaign.commission_rule (tenant_id, campaign_id, rule_id, version, name,
                priority, condition, ppm, flat_minor)
              values (:tenant, :campaign, :id, :version, :name, :priority, :condition, :ppm, :flat)
              """)
          .param("tenant", campaign.tenantId().value())
          .param("campaign", campaign.campaignId().value())
          .param("id", rule.ruleId().value())
          .param("version", rule.version())
          .param("name", rule.name())
          .param("priority", rule.priority())
          .param("condition", rule.when())
          .param(
              "ppm",
              rule.then() instanceof CommissionRule.Percentage percentage ? percentage.ppm() : null)
          .param(
              "flat",
              rule.then() instanceof CommissionRule.Flat flat ? flat.amount().minor() : null)
          .update();
    }
  }

  private static JdbcClient.StatementSpec values(
      JdbcClient.StatementSpec statement, Campaign campaign) {
    CampaignTerms terms = campaign.terms();
    return statement
        .param("tenant", campaign.tenantId().value())
        .param("id", campaign.campaignId().value())
        .param("advertiser", terms.advertiserId().value())
        .param("name", terms.name())
        .param("status", Columns.word(campaign.status()))
        .param("currency", terms.currency().value())
        .param("landing", terms.landingUrl())
        .param("domains", Rows.words(terms.allowedDomains()))
        .param("traffic", traffic(terms.traffic()))
        .param("hold", terms.hold().toSeconds())
        .param("token", campaign.postbackToken())
        .param("version", campaign.version())
        .param("created", Columns.time(campaign.createdAt()))
        .param("updated", Columns.time(campaign.updatedAt()));
  }

  private static JdbcClient.StatementSpec visible(JdbcClient.StatementSpec statement, Views views) {
    return statement
        .param("view_advertiser", Columns.text(views.advertiser()))
        .param("view_affiliate", Columns.text(views.affiliate()))
        .param("joined", Rows.words(views.joined()));
  }

  private static Optional<Campaign> whole(JdbcClient sql, List<Campaign> bare) {
    return withRules(sql, bare).stream().findFirst();
  }

  private static List<Campaign> withRules(JdbcClient sql, List<Campaign> bare) {
    Map<CampaignId, CurrencyCode> currencies = new HashMap<>();
    bare.forEach(campaign -> currencies.put(campaign.campaignId(), campaign.terms().currency()));
    Map<CampaignId, List<CommissionRule>> rules = new HashMap<>();
    sql.sql(
            """
            select campaign_id, rule_id, version, name, priority, condition, ppm, flat_minor
            from campaign.commission_rule
            where campaign_id = any (string_to_array(:campaigns, ' '))
            """)
        .param("campaigns", Rows.words(currencies.keySet()))
        .query(
            row -> {
              CampaignId campaign = new CampaignId(row.getString("campaign_id"));
              CurrencyCode currency = currencies.get(campaign);
              if (currency != null) {
                rules
                    .computeIfAbsent(campaign, unused -> new ArrayList<>())
                    .add(rule(row, currency));
              }
            });
    return bare.stream()
        .map(
            campaign ->
                new Campaign(
                    campaign.campaignId(),
                    campaign.tenantId(),
                    campaign.status(),
                    campaign.terms(),
                    new RuleSet(rules.getOrDefault(campaign.campaignId(), List.of())),
                    campaign.attributionRules(),
                    campaign.postbackToken(),
                    campaign.version(),
                    campaign.createdAt(),
                    campaign.updatedAt()))
        .toList();
  }

  private static CommissionRule rule(ResultSet row, CurrencyCode currency) throws SQLException {
    long ppm = row.getLong("ppm");
    CommissionRule.Effect effect =
        row.wasNull()
            ? new CommissionRule.Flat(new Money(row.getLong("flat_minor"), currency))
            : new CommissionRule.Percentage(ppm);
    return new CommissionRule(
        new RuleId(row.getString("rule_id")),
        row.getInt("version"),
        row.getString("name"),
        row.getInt("priority"),
        row.getString("condition"),
        effect);
  }

  /** Null for the product's defaults, so that they stay the product's. */
  private static @Nullable String traffic(TrafficTerms terms) {
    return terms.equals(TrafficTerms.DEFAULT) ? null : EventJson.mapper().writeValueAsString(terms);
  }

  private static TrafficTerms traffic(@Nullable String json) {
    return json == null
        ? TrafficTerms.DEFAULT
        : EventJson.mapper().readValue(json, TrafficTerms.class);
  }

  private static Campaign bare(ResultSet row) throws SQLException {
    return new Campaign(
        new CampaignId(row.getString("campaign_id")),
        new TenantId(row.getString("tenant_id")),
        Columns.word(Status.class, row, "status"),
        new CampaignTerms(
            new AdvertiserId(row.getString("advertiser_id")),
            row.getString("name"),
            new CurrencyCode(row.getString("currency")),
            row.getString("landing_url"),
            Rows.words(row, "allowed_domains"),
            AttributionVersionStore.terms(row),
            traffic(row.getString("traffic")),
            Rows.seconds(row, "hold_s")),
        RuleSet.NONE,
        new AttributionRuleSet(AttributionVersionStore.rules(row)),
        row.getString("postback_token"),
        row.getLong("version"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }
}
