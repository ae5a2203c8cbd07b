package io.tributary.campaign.store;

import io.tributary.campaign.link.Link;
import io.tributary.campaign.link.LinkTerms;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Links in SQL; every method runs in the caller's transaction. */
@Component
public class LinkStore {

  private final CodeTable<LinkId, Link> links =
      new CodeTable<>(
          "link",
          ", url_id, expires_at, expired_url, disabled, version",
          "code",
          LinkId::new,
          (id, tenant, campaign, affiliate, code, createdAt, row) ->
              new Link(
                  id,
                  tenant,
                  campaign,
                  affiliate,
                  code,
                  new LinkTerms(
                      row.getString("url_id"),
                      Columns.timeOrNull(row, "expires_at"),
                      row.getString("expired_url"),
                      row.getBoolean("disabled")),
                  row.getLong("version"),
                  createdAt));

  LinkStore() {}

  public Optional<Link> find(JdbcClient sql, LinkId id, Views views) {
    return links.find(sql, id, views);
  }

  /** Up to {@code limit + 1} links, newest first; null does not filter. */
  public List<Link> list(
      JdbcClient sql,
      PageQuery page,
      @Nullable CampaignId campaign,
      @Nullable AffiliateId affiliate,
      Views views) {
    return links.list(sql, page, campaign, affiliate, views);
  }

  /** The link, kept from other changes until the transaction ends. */
  public Optional<Link> lock(JdbcClient sql, LinkId id) {
    return links.lock(sql, id);
  }

  /** Stores the terms of a changed one, which was locked before. */
  public void update(JdbcClient sql, Link link) {
    LinkTerms terms = link.terms();
    int updated =
        sql.sql(
                """
                update campaign.link
                set url_id = :url_id, expires_at = :expires_at, expired_url = :expired_url,
                    disabled = :disabled, version = :version
                where tenant_id = :tenant
                  and link_id = :id
                  and version = :version - 1
                """)
            .param("url_id", terms.urlId())
            .param(
                "expires_at", Columns.timeOrNull(terms.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("expired_url", terms.expiredUrl())
            .param("disabled", terms.disabled())
            .param("version", link.version())
            .param("tenant", link.tenantId().value())
            .param("id", link.linkId().value())
            .update();
    if (updated != 1) {
      throw new IllegalStateException("the link was not locked before its change");
    }
  }

  /** Adds one; false if its code is taken, in whichever tenant. */
  public boolean insert(JdbcClient sql, Link link) {
    return links.insert(sql, link);
  }
}
