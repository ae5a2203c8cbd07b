package io.tributary.notification.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.notification.store.EmailStore;
import io.tributary.notification.store.EmailStore.EmailRow;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What became of the mails to affiliates; addresses are masked. */
@RestController
@RequestMapping("/api/v1/notifications/emails")
@Tag(name = "notification")
class EmailController {

  private final EmailStore emails;

  EmailController(EmailStore emails) {
    this.emails = emails;
  }

  @GetMapping
  Page<EmailResponse> list(Caller caller, PageQuery query) {
    caller.require(Role.ADMIN);
    Page<EmailRow> page = query.page(emails.list(caller.tenant(), query), EmailRow::id);
    return new Page<>(page.data().stream().map(EmailResponse::of).toList(), page.nextCursor());
  }

  record EmailResponse(
      String id,
      String kind,
      String affiliateId,
      @Nullable String recipient,
      @Schema(allowableValues = {"queued", "sent", "failed", "discarded"}) String status,
      @Nullable String reason,
      int attempts,
      Instant createdAt,
      @Nullable Instant sentAt) {

    static EmailResponse of(EmailRow row) {
      return new EmailResponse(
          row.id(),
          row.kind(),
          row.affiliateId(),
          row.recipient(),
          row.status(),
          row.reason(),
          row.attempts(),
          row.createdAt(),
          row.sentAt());
    }
  }
}
