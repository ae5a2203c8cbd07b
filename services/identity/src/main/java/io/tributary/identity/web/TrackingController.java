package io.tributary.identity.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contract.directory.FraudTerms;
import io.tributary.contract.directory.TrackingTerms;
import io.tributary.contract.directory.TrackingTerms.Fingerprint;
import io.tributary.contract.directory.TrackingTerms.UnknownConsent;
import io.tributary.identity.store.AuditTrail;
import io.tributary.identity.store.TenantStore;
import io.tributary.identity.tracking.TrackingDraft;
import io.tributary.identity.tracking.TrackingForm;
import io.tributary.identity.tracking.TrackingSettings;
import io.tributary.platform.http.ApiProblem;
import io.tributary.platform.http.FieldProblem;
import io.tributary.platform.http.IdempotencyKey;
import io.tributary.platform.http.IdempotentWrites;
import io.tributary.platform.http.Versions;
import io.tributary.platform.security.Caller;
import io.tributary.platform.security.Role;
import io.tributary.platform.sql.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the tenant's visitors are recognised and its traffic is judged. */
@RestController
@RequestMapping("/api/v1/tenant/tracking")
@Tag(name = "identity")
class TrackingController {

  private final Database database;
  private final TenantStore tenants;
  private final AuditTrail audit;
  private final IdempotentWrites writes;

  TrackingController(
      @Qualifier("identity.database") Database database,
      TenantStore tenants,
      AuditTrail audit,
      IdempotentWrites writes) {
    this.database = database;
    this.tenants = tenants;
    this.audit = audit;
    this.writes = writes;
  }

  @GetMapping
  @Operation(summary = "Get the tracking settings of the tenant")
  ResponseEntity<TrackingResponse> get(Caller caller) {
    caller.require(Role.ADMIN, Role.MANAGER);
    return answer(
        database.readInTenant(caller.tenant(), sql -> tenants.tracking(sql, caller.tenant())));
  }

  @PatchMapping
  @Operation(summary = "Change the tracking settings of the tenant")
  ResponseEntity<TrackingResponse> change(
      Caller caller,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody TrackingDraft body,
      IdempotencyKey idempotency) {
    caller.require(Role.ADMIN);
    return writes.perform(
        caller, idempotency, body, database, sql -> change(sql, caller, ifMatch, body));
  }

  private ResponseEntity<TrackingResponse> change(
      JdbcClient sql, Caller caller, @Nullable String ifMatch, TrackingDraft body) {
    TrackingSettings before = tenants.lockTracking(sql, caller.tenant());
    Versions.require(ifMatch, before.version());
    TrackingTerms terms =
        switch (TrackingForm.check(body, before.terms())) {
          case TrackingForm.Result.Accepted(TrackingTerms accepted) -> accepted;
          case TrackingForm.Result.Refused(List<FieldProblem> problems) ->
              throw ApiProblem.unprocessable(problems);
        };
    TrackingSettings after = before.changedTo(terms);
    tenants.update(sql, caller.tenant(), after);
    audit.record(
        sql,
        caller.tenant(),
        caller.user().value(),
        "tenant.tracking_changed",
        caller.tenant().value(),
        Map.of("version", Long.toString(after.version())));
    return answer(after);
  }

  private static ResponseEntity<TrackingResponse> answer(TrackingSettings settings) {
    return ResponseEntity.ok()
        .eTag(Versions.tag(settings.version()))
        .body(TrackingResponse.of(settings.terms()));
  }

  /**
   * The settings.
   *
   * @param cookieDomain of the visitor cookie; null for the host that was asked
   * @param cookieLife ISO 8601 duration; null for the installation's
   * @param unknownConsent what is done while a visitor has not decided
   * @param defaultUrl where visitors are led at the end of the fallback chain
   * @param outboundDomains hosts to which the script carries the click id over
   */
  record TrackingResponse(
      boolean cookies,
      @Nullable String cookieDomain,
      @Nullable String cookieLife,
      UnknownConsent unknownConsent,
      Fingerprint fingerprint,
      @Nullable String defaultUrl,
      List<String> outboundDomains,
      DeniedResponse denied,
      FraudResponse fraud) {

    static TrackingResponse of(TrackingTerms terms) {
      Duration life = terms.cookieLife();
      return new TrackingResponse(
          terms.cookies(),
          terms.cookieDomain(),
          life == null ? null : iso(life),
          terms.unknownConsent(),
          terms.fingerprint(),
          terms.defaultUrl(),
          terms.outboundDomains(),
          DeniedResponse.of(terms.denied()),
          FraudResponse.of(terms.fraud()));
    }

    /** As people write it: whole days as days. */
    private static String iso(Duration life) {
      return life.equals(Duration.ofDays(life.toDays()))
          ? "P" + life.toDays() + "D"
          : life.toString();
    }
  }

  /** Traffic that the tenant does not want. */
  record DeniedResponse(
      Set<String> networks,
      Set<String> countries,
      Set<String> referrers,
      Set<String> userAgents,
      Set<String> sources) {

    static DeniedResponse of(TrackingTerms.DenyList denied) {
      return new DeniedResponse(
          new TreeSet<>(denied.networks()),
          new TreeSet<>(denied.countries()),
          new TreeSet<>(denied.referrers()),
          new TreeSet<>(denied.userAgents()),
          new TreeSet<>(denied.sources()));
    }
  }

  /** Where judging differs from the product's defaults. */
  record FraudResponse(
      @Nullable Boolean monitored,
      @Nullable Integer reviewFrom,
      @Nullable Integer rejectFrom,
      Map<String, SignalResponse> signals) {

    static FraudResponse of(FraudTerms fraud) {
      Map<String, SignalResponse> signals = new TreeMap<>();
      fraud.signals().forEach((id, signal) -> signals.put(id, SignalResponse.of(signal)));
      return new FraudResponse(fraud.monitored(), fraud.reviewFrom(), fraud.rejectFrom(), signals);
    }
  }

  /** How one signal is used. */
  record SignalResponse(
      FraudTerms.@Nullable Mode mode, @Nullable Integer points, Map<String, Long> thresholds) {

    static SignalResponse of(FraudTerms.SignalTerms signal) {
      return new SignalResponse(signal.mode(), signal.points(), new TreeMap<>(signal.thresholds()));
    }
  }
}
