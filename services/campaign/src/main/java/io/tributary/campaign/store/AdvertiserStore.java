package io.tributary.campaign.store;

import io.tributary.campaign.advertiser.Advertiser;
import io.tributary.contract.id.AdvertiserId;
import io.tributary.contract.id.TenantId;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Advertisers in SQL; every method runs in the caller's transaction. */
@Component
public class AdvertiserStore {

  private static final String SELECT =
      """
      select tenant_id, advertiser_id, name, status, version, created_at
      from campaign.advertiser
      """;

  AdvertiserStore() {}

  public Optional<Advertiser> find(JdbcClient sql, AdvertiserId id) {
    return one(sql, SELECT + "where advertiser_id = :id", id);
  }

  /** The advertiser, kept from other changes until the transaction ends. */
  public Optional<Advertiser> lock(JdbcClient sql, AdvertiserId id) {
    return one(sql, SELECT + "where advertiser_id = :id for update", id);
  }

  /**
   * Up to {@code limit + 1} advertisers, newest first.
   *
   * @param q part of the name
   * @param only the one that the caller may see; null for all
   */
  public List<Advertiser> list(
      JdbcClient sql, PageQuery page, @Nullable String q, @Nullable AdvertiserId only) {
    return sql.sql(
            SELECT
                + """
                where (:cursor::text is null or advertiser_id < :cursor)
                  and (:only::text is null or advertiser_id = :only)
                  and (:q::text is null or name ilike :q)
                order by advertiser_id desc
                limit :limit
                """)
        .param("cursor", page.lastId(AdvertiserId::new))
        .param("only", Columns.text(only))
        .param("q", Columns.containing(q))
        .param("limit", page.limit() + 1)
        .query((row, n) -> advertiser(row))
        .list();
  }

  public void insert(JdbcClient sql, Advertiser advertiser) {
    sql.sql(
            """
            insert into campaign.advertiser (tenant_id, advertiser_id, name, status, version,
              created_at)
            values (:tenant, :id, :name, :status, :version, :created)
            """)
        .param("tenant", advertiser.tenantId().value())
        .param("id", advertiser.advertiserId().value())
        .param("name", advertiser.name())
        .param("status", Columns.word(advertiser.status()))
        .param("version", advertiser.version())
        .param("created", Columns.time(advertiser.createdAt()))
        .update();
  }

  /** Stores a changed one, which was locked before. */
  public void update(JdbcClient sql, Advertiser advertiser) {
    sql.sql(
            """
            update campaign.advertiser
            set name = :name, version = :version
            where advertiser_id = :id
            """)
        .param("name", advertiser.name())
        .param("version", advertiser.version())
        .param("id", advertiser.advertiserId().value())
        .update();
  }

  private static Optional<Advertiser> one(JdbcClient sql, String statement, AdvertiserId id) {
    return sql.sql(statement).param("id", id.value()).query((row, n) -> advertiser(row)).optional();
  }

  private static Advertiser advertiser(ResultSet row) throws SQLException {
    return new Advertiser(
        new AdvertiserId(row.getString("advertiser_id")),
        new TenantId(row.getString("tenant_id")),
        row.getString("name"),
        Columns.word(Advertiser.Status.class, row, "status"),
        row.getLong("version"),
        Columns.time(row, "created_at"));
  }
}
