package io.tributary.notification.email;

import io.tributary.contract.money.Money;
import io.tributary.notification.email.Contacts.Contact;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it is written: the same in plain text and in HTML.
 *
 * @param subject without line breaks
 */
public record Mail(String subject, String text, String html) {

  /** The kind of {@link #payoutPaid}. Mandatory: nobody can switch it off. */
  public static final String PAYOUT_PAID = "payout_paid";

  /** Tells an affiliate that a payout arrived. */
  public static Mail payoutPaid(Contact to, Money net, @Nullable String reference) {
    String amount = net.toDecimal() + " " + net.currency();
    String proof = reference == null ? "" : "Reference: " + reference;
    return new Mail(
        oneLine("Your payout of " + amount + " was paid"),
        """
        Hello %s,

        your payout of %s was paid.
        %s
        """
            .formatted(oneLine(to.name()), amount, oneLine(proof)),
        """
        <!doctype html>
        <html lang="en"><body>
        <p>Hello %s,</p>
        <p>your payout of <strong>%s</strong> was paid.</p>
        <p>%s</p>
        </body></html>
        """
            .formatted(escaped(oneLine(to.name())), escaped(amount), escaped(oneLine(proof))));
  }

  /** Without what could begin another header or line. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
