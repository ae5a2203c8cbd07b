package io.tributary.notification.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.notification.email.Contacts;
import io.tributary.notification.email.Contacts.Contact;
import io.tributary.notification.email.Mail;
import io.tributary.notification.email.PayoutMail;
import io.tributary.notification.store.EmailStore;
import io.tributary.notification.webhook.RetrySchedule;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;

/** Sends the mails that are due, one after the other. */
public final class EmailSending implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(EmailSending.class);
  private static final int BATCH = 20;

  private final EmailStore emails;
  private final Contacts contacts;
  private final SmtpChannel smtp;
  private final DoubleSupplier chance;
  private final MeterRegistry metrics;

  public EmailSending(
      EmailStore emails,
      Contacts contacts,
      SmtpChannel smtp,
      DoubleSupplier chance,
      MeterRegistry metrics) {
    this.emails = emails;
    this.contacts = contacts;
    this.smtp = smtp;
    this.chance = chance;
    this.metrics = metrics;
  }

  @Override
  public void run() {
    emails.lease(BATCH).forEach(this::send);
  }

  private void send(PayoutMail due) {
    Optional<Contact> contact = contacts.of(due.tenantId(), due.affiliateId());
    if (contact.isEmpty()) {
      again(due, "no_address");
      return;
    }
    Contact to = contact.get();
    try {
      smtp.send(due.emailId(), to, Mail.payoutPaid(to, due.net(), due.reference()));
    } catch (MailParseException | MessagingException e) {
      log.info("mail {} cannot be written: {}", due.emailId(), e.getClass().getSimpleName());
      fail(due, "malformed_address");
      return;
    } catch (MailException e) {
      log.info("mail {} was not taken: {}", due.emailId(), e.getClass().getSimpleName());
      again(due, "smtp_failed");
      return;
    }
    emails.sent(due, to.masked());
    count("sent");
  }

  private void again(PayoutMail due, String reason) {
    Optional<Duration> delay =
        RetrySchedule.next(due.attempts(), chance.getAsDouble(), false, null);
    if (delay.isPresent()) {
      emails.retry(due, delay.get(), reason);
      count("retried");
    } else {
      fail(due, reason);
    }
  }

  private void fail(PayoutMail due, String reason) {
    emails.failed(due, reason);
    count("failed");
  }

  private void count(String result) {
    Counter.builder("email_delivery_total")
        .description("Tries to send a mail")
        .tag("result", result)
        .register(metrics)
        .increment();
  }
}
