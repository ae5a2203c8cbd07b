package io.tributary.notification.store;

import io.tributary.contract.id.AffiliateId;
import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.contract.reward.PayoutEvent;
import io.tributary.notification.email.Mail;
import io.tributary.notification.email.PayoutMail;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.sql.Columns;
import io.tributary.platform.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Mails in SQL. One per event and kind; a worker leases what is due, so that a mail whose sender
 * died is sent by another one later.
 */
@Component
public class EmailStore {

  /** Longer than one try can take. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final Database database;
  private final IdSource ids;
  private final InstantSource clock;

  EmailStore(
      @Qualifier("notification.database") Database database, IdSource ids, InstantSource clock) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Adds the mail about a paid payout, in the caller's transaction and tenant.
   *
   * @param discardedBecause why it will not be sent; null to have it sent
   */
  public void queuePayoutPaid(
      JdbcClient sql,
      PayoutEvent payout,
      @Nullable String masked,
      @Nullable String discardedBecause) {
    sql.sql(
            """
            insert into notification.email (tenant_id, email_id, event_id, kind, affiliate_id,
              recipient, amount, currency, reference, status, reason, next_at, created_at)
            values (:tenant, :id, :event, :kind, :affiliate, :recipient, :amount, :currency,
              :reference, :status, :reason, :now, :now)
            on conflict (tenant_id, event_id, kind) do nothing
            """)
        .param("tenant", payout.tenantId().value())
        .param("id", "mail_" + ids.next())
        .param("event", payout.eventId())
        .param("kind", Mail.PAYOUT_PAID)
        .param("affiliate", payout.affiliateId().value())
        .param("recipient", masked)
        .param("amount", payout.net().minor())
        .param("currency", payout.net().currency().value())
        .param("reference", payout.reference())
        .param("status", discardedBecause == null ? "queued" : "discarded")
        .param("reason", discardedBecause)
        .param("now", Columns.time(clock.instant()))
        .update();
  }

  /** Leases mails that are due, of all tenants. */
  public List<PayoutMail> lease(int limit) {
    Instant now = clock.instant();
    return database.inTransaction(
        sql -> {
          List<String> tenants =
              sql.sql("select notification.tenants_with_due_email(:now)")
                  .param("now", Columns.time(now))
                  .query(String.class)
                  .list();
          List<PayoutMail> leased = new ArrayList<>();
          for (String tenant : tenants) {
            if (leased.size() < limit) {
              database.asTenant(sql, new TenantId(tenant));
              leased.addAll(lease(sql, now, limit - leased.size()));
            }
          }
          return leased;
        });
  }

  private static List<PayoutMail> lease(JdbcClient sql, Instant now, int limit) {
    return sql.sql(
            """
            update notification.email
            set attempts = attempts + 1, next_at = :leased_until
            where email_id in (
              select email_id
              from notification.email
              where status = 'queued'
                and next_at <= :now
              order by next_at
              limit :limit
              for update skip locked)
            returning tenant_id, email_id, affiliate_id, amount, currency, reference, attempts
            """)
        .param("leased_until", Columns.time(now.plus(LEASE)))
        .param("now", Columns.time(now))
        .param("limit", limit)
        .query(
            (row, n) ->
                new PayoutMail(
                    new TenantId(row.getString("tenant_id")),
                    row.getString("email_id"),
                    new AffiliateId(row.getString("affiliate_id")),
                    new Money(row.getLong("amount"), new CurrencyCode(row.getString("currency"))),
                    row.getString("reference"),
                    row.getInt("attempts")))
        .list();
  }

  public void sent(PayoutMail mail, String masked) {
    end(mail, "sent", null, masked);
  }

  public void failed(PayoutMail mail, String reason) {
    end(mail, "failed", reason, null);
  }

  private void end(
      PayoutMail mail, String status, @Nullable String reason, @Nullable String masked) {
    database.inTenant(
        mail.tenantId(),
        sql ->
            sql.sql(
                    """
                    update notification.email
                    set status = :status,
                        reason = :reason,
                        recipient = coalesce(:recipient, recipient),
                        sent_at = case when :status = 'sent' then cast(:now as timestamptz) end
                    where email_id = :id
                    """)
                .param("status", status)
                .param("reason", reason)
                .param("recipient", masked)
                .param("now", Columns.time(clock.instant()))
                .param("id", mail.emailId())
                .update());
  }

  /** Has the mail sent again after the delay. */
  public void retry(PayoutMail mail, Duration delay, String reason) {
    database.inTenant(
        mail.tenantId(),
        sql ->
            sql.sql(
                    """
                    update notification.email
                    set next_at = :next, reason = :reason
                    where email_id = :id
                    """)
                .param("next", Columns.time(clock.instant().plus(delay)))
                .param("reason", reason)
                .param("id", mail.emailId())
                .update());
  }

  /** The tenant's mails, newest first, with one row more than the page holds. */
  public List<EmailRow> list(TenantId tenant, PageQuery page) {
    return database.readInTenant(
        tenant,
        sql ->
            sql.sql(
                    """
                    select email_id, kind, affiliate_id, recipient, status, reason, attempts,
                           created_at, sent_at
                    from notification.email
                    where cast(:before as text) is null or email_id < :before
                    order by email_id desc
                    limit :limit
                    """)
                .param("before", page.cursor())
                .param("limit", page.limit() + 1)
                .query(
                    (row, n) ->
                        new EmailRow(
                            row.getString("email_id"),
                            row.getString("kind"),
                            row.getString("affiliate_id"),
                            row.getString("recipient"),
                            row.getString("status"),
                            row.getString("reason"),
                            row.getInt("attempts"),
                            Columns.time(row, "created_at"),
                            Columns.timeOrNull(row, "sent_at")))
                .list());
  }

  /** A mail as the delivery log shows it. */
  public record EmailRow(
      String id,
      String kind,
      String affiliateId,
      @Nullable String recipient,
      String status,
      @Nullable String reason,
      int attempts,
      Instant createdAt,
      @Nullable Instant sentAt) {}
}
