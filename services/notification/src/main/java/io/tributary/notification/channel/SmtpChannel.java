package io.tributary.notification.channel;

import io.tributary.notification.email.Contacts.Contact;
import io.tributary.notification.email.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends mails over SMTP. */
public final class SmtpChannel {

  private final JavaMailSender sender;
  private final String from;

  public SmtpChannel(JavaMailSender sender, String from) {
    this.sender = sender;
    this.from = from;
  }

  /**
   * Sends a mail; with the same id on every try, so that a mailbox shows it once.
   *
   * @throws MailException if the server did not take it
   * @throws MessagingException if it cannot be written, for example to a malformed address
   */
  void send(String id, Contact to, Mail mail) throws MessagingException {
    MimeMessage message = new Identified(sender.createMimeMessage(), "<" + id + "@tributary>");
    MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
    helper.setFrom(from);
    helper.setTo(to.email());
    helper.setSubject(mail.subject());
    helper.setText(mail.text(), mail.html());
    sender.send(message);
  }

  /** A message that keeps its id when it is sent. */
  private static final class Identified extends MimeMessage {

    private final String id;

    Identified(MimeMessage empty, String id) {
      super(empty.getSession());
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
