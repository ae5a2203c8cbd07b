package io.tributary.notification.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contract.money.CurrencyCode;
import io.tributary.contract.money.Money;
import io.tributary.notification.email.Contacts.Contact;
import org.junit.jupiter.api.Test;

class MailTest {

  private static final Money NET = new Money(123_450, new CurrencyCode("USD"));

  @Test
  void itNamesTheAmountInMajorUnits() {
    Mail mail = Mail.payoutPaid(new Contact("Anna", "anna@example.org"), NET, "tr_1");
    assertThat(mail.subject()).isEqualTo("Your payout of 1234.50 USD was paid");
    assertThat(mail.text()).contains("Hello Anna", "1234.50 USD", "Reference: tr_1");
    assertThat(mail.html()).contains("Hello Anna", "<strong>1234.50 USD</strong>");
  }

  @Test
  void whatOthersWroteIsEscapedAndStaysOnItsLine() {
    Mail mail =
        Mail.payoutPaid(
            new Contact("<script>alert('x')</script>\r\nBcc: all", "a@example.org"),
            NET,
            "\"><img src=x>");
    assertThat(mail.html()).doesNotContain("<script", "<img").contains("&lt;script&gt;");
    assertThat(mail.text()).doesNotContain("\nBcc:");
  }

  @Test
  void addressesAreMasked() {
    assertThat(new Contact("A", "anna@example.org").masked()).isEqualTo("a***@example.org");
    assertThat(new Contact("A", "broken").masked()).isEqualTo("***");
  }
}
