package io.tributary.notification.stream;

import io.tributary.contract.decision.Decision;
import io.tributary.contract.id.TenantId;
import io.tributary.contract.reward.PayoutEvent;
import io.tributary.contract.reward.RewardEvent;
import io.tributary.notification.email.Contacts;
import io.tributary.notification.store.EmailStore;
import io.tributary.notification.store.WebhookStore;
import io.tributary.notification.webhook.Message;
import io.tributary.platform.kafka.BatchHandler;
import io.tributary.platform.kafka.Received;
import io.tributary.platform.sql.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Turns events into mails and messages that are to be sent, in the commit that marks the events as
 * applied.
 */
public final class Announcements {

  public static final String DECISIONS_GROUP = "notification-decisions";
  public static final String REWARDS_GROUP = "notification-rewards";

  private final Database database;
  private final EmailStore emails;
  private final WebhookStore webhooks;
  private final Contacts contacts;
  private final @Nullable String mailDiscardedBecause;

  /**
   * Announcements.
   *
   * @param mailDiscardedBecause why no mail can be sent; null when it can
   */
  public Announcements(
      Database database,
      EmailStore emails,
      WebhookStore webhooks,
      Contacts contacts,
      @Nullable String mailDiscardedBecause) {
    this.database = database;
    this.emails = emails;
    this.webhooks = webhooks;
    this.contacts = contacts;
    this.mailDiscardedBecause = mailDiscardedBecause;
  }

  /** Takes attribution.decisions. */
  public BatchHandler<Decision> decisions() {
    return batch ->
        apply(
            DECISIONS_GROUP,
            batch,
            Decision::decisionId,
            Decision::tenantId,
            (sql, decision) -> publish(sql, Message.of(decision)));
  }

  /** Takes reward.events. */
  public BatchHandler<RewardEvent> rewards() {
    return batch ->
        apply(
            REWARDS_GROUP,
            batch,
            RewardEvent::eventId,
            RewardEvent::tenantId,
            (sql, event) -> {
              publish(sql, Message.of(event));
              if (event instanceof PayoutEvent payout
                  && payout.change() == PayoutEvent.Change.PAID) {
                mail(sql, payout);
              }
            });
  }

  private void publish(JdbcClient sql, Optional<Message> message) {
    message.ifPresent(told -> webhooks.publish(sql, told));
  }

  private void mail(JdbcClient sql, PayoutEvent payout) {
    emails.queuePayoutPaid(
        sql,
        payout,
        contacts
            .of(payout.tenantId(), payout.affiliateId())
            .map(Contacts.Contact::masked)
            .orElse(null),
        mailDiscardedBecause);
  }

  private <E> void apply(
      String consumer,
      List<Received<E>> batch,
      Function<E, String> idOf,
      Function<E, TenantId> tenantOf,
      BiConsumer<JdbcClient, E> effect) {
    List<E> events = batch.stream().map(Received::value).toList();
    database.inTransaction(
        sql -> {
          Map<TenantId, List<E>> fresh =
              database.inbox().claim(sql, consumer, events, idOf, tenantOf);
          fresh.forEach(
              (tenant, own) -> {
                database.asTenant(sql, tenant);
                own.forEach(event -> effect.accept(sql, event));
              });
          return fresh.size();
        });
  }
}
