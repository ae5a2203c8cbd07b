package io.tributary.identity.store;

import io.tributary.contract.directory.SignInsSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.topic.Topics;
import io.tributary.identity.account.User;
import io.tributary.platform.security.Role;
import io.tributary.platform.security.SignInHashes;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where affiliates sign in, as keyed hashes in SQL; the edges are told through the directory, so
 * that they know an affiliate's clicks on its own links.
 */
public final class SignInTraceStore {

  /** How long a sign-in is remembered. */
  static final Duration KEPT = Duration.ofDays(30);

  /** Addresses, and devices, of one affiliate: enough for a team, little enough for the edges. */
  static final int MAX_EACH = 20;

  /** Affiliates whose traces go in one turn; the next turn has the others. */
  private static final int MAX_FORGOTTEN = 1_000;

  private static final String ADDRESS = "address";
  private static final String DEVICE = "device";

  private final Database database;
  private final SignInHashes hashes;
  private final InstantSource clock;

  public SignInTraceStore(Database database, SignInHashes hashes, InstantSource clock) {
    this.database = database;
    this.hashes = hashes;
    this.clock = clock;
  }

  /**
   * Remembers where a user of an affiliate signed in or renewed the session; nothing of others.
   *
   * @param address as text, whole, never stored
   * @param language the header Accept-Language
   */
  public void remember(
      User user, String address, @Nullable String userAgent, @Nullable String language) {
    AffiliateId affiliate = user.affiliateId();
    InetAddress parsed = parsed(address);
    if (affiliate == null || parsed == null || !user.roles().contains(Role.AFFILIATE)) {
      return;
    }
    TenantId tenant = user.tenantId();
    String addressHash = hashes.address(tenant, affiliate, parsed);
    if (addressHash == null) {
      return;
    }
    String deviceHash = hashes.device(tenant, affiliate, parsed, userAgent, language);
    Instant now = clock.instant();
    database.inTenant(
        tenant,
        sql -> {
          lock(sql, affiliate);
          boolean fresh = put(sql, tenant, affiliate, ADDRESS, addressHash, now);
          if (deviceHash != null) {
            fresh |= put(sql, tenant, affiliate, DEVICE, deviceHash, now);
          }
          if (fresh) {
            forgetAllButNewest(sql, affiliate, ADDRESS);
            forgetAllButNewest(sql, affiliate, DEVICE);
            publish(sql, tenant, affiliate);
          }
          return fresh;
        });
  }

  /** Deletes what was long ago, and tells the edges; the number of affiliates. */
  public long forget() {
    Instant before = clock.instant().minus(KEPT);
    List<Whose> all =
        database.inTransaction(
            sql ->
                sql.sql(
                        """
                        select tenant_id, affiliate_id
                        from identity.affiliates_with_traces_before(:before, :most)
                        """)
                    .param("before", Columns.time(before))
                    .param("most", MAX_FORGOTTEN)
                    .query(
                        (row, n) ->
                            new Whose(
                                new TenantId(row.getString("tenant_id")),
                                new AffiliateId(row.getString("affiliate_id"))))
                    .list());
    all.forEach(
        whose ->
            database.inTenant(
                whose.tenant(),
                sql -> {
                  lock(sql, whose.affiliate());
                  forgetBefore(sql, whose.affiliate(), before);
                  publish(sql, whose.tenant(), whose.affiliate());
                  return true;
                }));
    return all.size();
  }

  private record Whose(TenantId tenant, AffiliateId affiliate) {}

  /** Of two sign-ins at once the second publishes what both left. */
  private static void lock(JdbcClient sql, AffiliateId affiliate) {
    Locks.take(sql, "identity.sign_in_trace." + affiliate.value());
  }

  /** Whether it was not known. */
  private static boolean put(
      JdbcClient sql,
      TenantId tenant,
      AffiliateId affiliate,
      String kind,
      String hash,
      Instant now) {
    return sql.sql(
            """
            insert into identity.sign_in_trace (tenant_id, affiliate_id, kind, hash, seen_at)
            values (:tenant, :affiliate, :kind, :hash, :now)
            on conflict (tenant_id, affiliate_id, kind, hash) do update set seen_at = excluded.seen_at
            returning xmax = 0
            """)
        .param("tenant", tenant.value())
        .param("affiliate", affiliate.value())
        .param("kind", kind)
        .param("hash", hash)
        .param("now", Columns.time(now))
        .query(Boolean.class)
        .single();
  }

  private static void forgetAllButNewest(JdbcClient sql, AffiliateId affiliate, String kind) {
    sql.sql(
            """
            delete from identity.sign_in_trace
            where affiliate_id = :affiliate
              and kind = :kind
              and hash in (
                select hash
                from identity.sign_in_trace
                where affiliate_id = :affiliate
                  and kind = :kind
                order by seen_at desc, hash
                offset :most)
            """)
        .param("affiliate", affiliate.value())
        .param("kind", kind)
        .param("most", MAX_EACH)
        .update();
  }

  private static void forgetBefore(JdbcClient sql, AffiliateId affiliate, Instant before) {
    sql.sql(
            """
            delete from identity.sign_in_trace
            where affiliate_id = :affiliate
              and seen_at < :before
            """)
        .param("affiliate", affiliate.value())
        .param("before", Columns.time(before))
        .update();
  }

  private void publish(JdbcClient sql, TenantId tenant, AffiliateId affiliate) {
    database
        .outbox()
        .append(
            sql,
            Topics.IDENTITY_DIRECTORY,
            affiliate.value(),
            new SignInsSnapshot(
                tenant, affiliate, known(sql, affiliate, ADDRESS), known(sql, affiliate, DEVICE)));
  }

  private static Set<String> known(JdbcClient sql, AffiliateId affiliate, String kind) {
    return Set.copyOf(
        sql.sql(
                """
                select hash
                from identity.sign_in_trace
                where affiliate_id = :affiliate
                  and kind = :kind
                """)
            .param("affiliate", affiliate.value())
            .param("kind", kind)
            .query(String.class)
            .list());
  }

  private static @Nullable InetAddress parsed(String address) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
