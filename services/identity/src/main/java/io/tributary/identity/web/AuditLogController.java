package io.tributary.identity.web;

import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contract.audit.AuditRecorded;
import io.tributary.identity.store.AuditStore;
import io.tributary.identity.store.AuditStore.AuditRow;
import io.tributary.platform.http.Page;
import io.tributary.platform.http.PageQuery;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who did what in the tenant, newest first. */
@RestController
@RequestMapping("/api/v1/audit-log")
@Tag(name = "identity")
class AuditLogController {

  private final AuditStore entries;

  AuditLogController(AuditStore entries) {
    this.entries = entries;
  }

  @GetMapping
  Page<AuditEntryResponse> list(Caller caller, PageQuery page) {
    caller.require(Role.ADMIN);
    Page<AuditRow> rows =
        page.page(entries.list(caller.tenant(), page), row -> Long.toString(row.seq()));
    List<AuditEntryResponse> data =
        rows.data().stream().map(row -> AuditEntryResponse.of(row.entry())).toList();
    return new Page<>(data, rows.nextCursor());
  }

  record AuditEntryResponse(
      String id,
      String actor,
      String action,
      String target,
      Instant at,
      Map<String, String> details) {

    static AuditEntryResponse of(AuditRecorded entry) {
      return new AuditEntryResponse(
          entry.eventId(),
          entry.actor(),
          entry.action(),
          entry.target(),
          entry.at(),
          entry.details());
    }
  }
}
