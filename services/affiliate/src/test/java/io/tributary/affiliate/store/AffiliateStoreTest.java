package io.tributary.affiliate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.affiliate.membership.Membership;
import io.tributary.affiliate.profile.Affiliate;
import io.tributary.contract.directory.AffiliateSnapshot.PayoutProfile;
import io.tributary.contract.directory.AffiliateSnapshot.Status;
import io.tributary.contract.directory.MembershipSnapshot;
import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.CampaignId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.MembershipId;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Database;
import io.tributary.platform.testing.TestDatabases;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class AffiliateStoreTest {

  private static final IdSource IDS = IdSource.system();
  private static final Instant NOW = Instant.parse("2026-11-03T10:15:30.250Z");
  private static final PageQuery FIRST = new PageQuery(50, null);

  private final Database database = TestDatabases.of("affiliate");
  private final AffiliateStore affiliates = new AffiliateStore();
  private final MembershipStore memberships = new MembershipStore();
  private final TenantId ours = TenantId.of(IDS.next());
  private final TenantId theirs = TenantId.of(IDS.next());

  @Test
  void anAffiliateReadsAsItWasWritten() {
    Affiliate plain = insert(ours, "plain@example.org");
    Affiliate paid =
        insert(ours, "paid@example.org")
            .changed(
                "Paid",
                null,
                new PayoutProfile("sandbox", new CurrencyCode("USD"), "acct", 5_000),
                NOW);
    assertThat(database.<Boolean>inTenant(ours, sql -> affiliates.update(sql, paid))).isTrue();
    assertThat(find(ours, plain.affiliateId())).contains(plain);
    assertThat(find(ours, paid.affiliateId())).contains(paid);
  }

  @Test
  void anEmailAddressIsUniqueInItsTenantWithoutCase() {
    Affiliate first = insert(ours, "anna@example.org");
    Affiliate other = insert(ours, "ben@example.org");
    Affiliate same = affiliate(ours, "Anna@Example.org");
    assertThat(database.<Boolean>inTenant(ours, sql -> affiliates.insert(sql, same))).isFalse();
    assertThatThrownBy(
            () ->
                database.inTenant(
                    ours,
                    sql -> {
                      if (!affiliates.update(
                          sql, other.changed(null, "ANNA@example.org", null, NOW))) {
                        throw new IllegalStateException("taken");
                      }
                      return true;
                    }))
        .hasMessage("taken");
    assertThat(find(ours, first.affiliateId())).contains(first);
    insert(theirs, "anna@example.org");
  }

  @Test
  void pagesGoFromTheNewestToTheOldestWithoutGapOrRepeat() {
    List<AffiliateId> made =
        List.of(
            insert(ours, "1@example.org").affiliateId(),
            insert(ours, "2@example.org").affiliateId(),
            insert(ours, "3@example.org").affiliateId());
    List<Affiliate> first = list(ours, new PageQuery(2, null), null, null);
    assertThat(first).extracting(Affiliate::affiliateId).containsExactlyElementsOf(made.reversed());
    List<Affiliate> second =
        list(ours, new PageQuery(2, first.get(1).affiliateId().value()), null, null);
    assertThat(second).extracting(Affiliate::affiliateId).containsExactly(made.getFirst());
  }

  @Test
  void filtersNarrowTheListAndWildcardsAreOrdinaryCharacters() {
    Affiliate odd = insert(ours, "100%_sure@example.org");
    insert(ours, "100 sure@example.org");
    assertThat(list(ours, FIRST, null, "%_s")).containsExactly(odd);
    assertThat(list(ours, FIRST, Status.APPROVED, null)).isEmpty();
    assertThat(list(ours, FIRST, Status.PENDING, null)).hasSize(2);
  }

  @Test
  void anotherTenantsRowsAreInvisibleAndUnwritable() {
    Affiliate mine = insert(ours, "anna@example.org");
    assertThat(find(theirs, mine.affiliateId())).isEmpty();
    assertThat(list(theirs, FIRST, null, null)).isEmpty();
    assertThat(
            database.<Integer>inTenant(
                theirs,
                sql ->
                    sql.sql("update affiliate.affiliate set name = 'x' where affiliate_id = :id")
                        .param("id", mine.affiliateId().value())
                        .update()))
        .isZero();
    assertThatThrownBy(
            () ->
                database.inTenant(
                    theirs, sql -> affiliates.insert(sql, affiliate(ours, "b@example.org"))))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("row-level security");
  }

  @Test
  void aMembershipCannotReferToAnotherTenantsAffiliate() {
    Affiliate mine = insert(ours, "anna@example.org");
    assertThatThrownBy(
            () ->
                database.inTenant(
                    theirs,
                    sql -> {
                      memberships.insert(sql, membership(theirs, mine.affiliateId()));
                      return true;
                    }))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("foreign key");
  }

  @Test
  void withoutATenantNothingIsSeen() {
    insert(ours, "anna@example.org");
    try {
      assertThat(
              database.<Integer>inTransaction(
                  sql -> count(sql, "affiliate.affiliate") + count(sql, "affiliate.membership")))
          .isZero();
    } catch (DataAccessException refused) {
      assertThat(refused).hasMessageContaining("app.tenant_id");
    }
  }

  @Test
  void nothingIsDeletedByTheServicesRole() {
    assertThatThrownBy(
            () ->
                database.inTenant(ours, sql -> sql.sql("delete from affiliate.affiliate").update()))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void aBanReachesEveryMembershipOnce() {
    Affiliate mine = insert(ours, "anna@example.org");
    Membership first = membership(ours, mine.affiliateId());
    Membership second = membership(ours, mine.affiliateId());
    database.inTenant(
        ours,
        sql -> {
          memberships.insert(sql, first);
          memberships.insert(sql, second);
          return true;
        });
    Instant later = NOW.plusSeconds(60);
    List<Membership> banned =
        database.inTenant(ours, sql -> memberships.banAll(sql, mine.affiliateId(), later));
    assertThat(banned)
        .containsExactlyInAnyOrder(
            first.withStatus(MembershipSnapshot.Status.BANNED, later),
            second.withStatus(MembershipSnapshot.Status.BANNED, later));
    List<Membership> again =
        database.inTenant(ours, sql -> memberships.banAll(sql, mine.affiliateId(), later));
    assertThat(again).isEmpty();
  }

  private Affiliate insert(TenantId tenant, String email) {
    Affiliate affiliate = affiliate(tenant, email);
    assertThat(database.<Boolean>inTenant(tenant, sql -> affiliates.insert(sql, affiliate)))
        .isTrue();
    return affiliate;
  }

  private java.util.Optional<Affiliate> find(TenantId as, AffiliateId id) {
    return database.readInTenant(as, sql -> affiliates.find(sql, id));
  }

  private List<Affiliate> list(TenantId as, PageQuery page, Status status, String q) {
    return database.readInTenant(as, sql -> affiliates.list(sql, page, status, q, null));
  }

  private static Affiliate affiliate(TenantId tenant, String email) {
    return Affiliate.applied(AffiliateId.of(IDS.next()), tenant, "Name", email, NOW);
  }

  private static Membership membership(TenantId tenant, AffiliateId affiliate) {
    return new Membership(
        MembershipId.of(IDS.next()),
        tenant,
        CampaignId.of(IDS.next()),
        affiliate,
        MembershipSnapshot.Status.APPROVED,
        NOW,
        NOW);
  }

  private static int count(JdbcClient sql, String table) {
    return sql.sql("select count(*) from " + table).query(Integer.class).single();
  }
}
