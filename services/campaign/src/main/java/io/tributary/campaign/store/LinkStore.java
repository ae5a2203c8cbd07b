package io.tributary.campaign.store;

import io.tributary.campaign.link.Link;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.LinkId;
import io.tributary.platform.http.PageQuery;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Links in SQL; every method runs in the caller's transaction. */
@Component
public class LinkStore {

  private final CodeTable<LinkId, Link> links =
      new CodeTable<>("link", "code", LinkId::new, Link::new);

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

  /** Adds one; false if its code is taken, in whichever tenant. */
  public boolean insert(JdbcClient sql, Link link) {
    return links.insert(sql, link);
  }
}
