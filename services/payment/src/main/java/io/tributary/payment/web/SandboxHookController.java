package io.tributary.payment.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import io.tributary.contract.id.PayoutId;
import io.tributary.contract.id.TenantId;
import io.tributary.payment.gateway.SandboxGateway;
import io.tributary.payment.key.SandboxKeys;
import io.tributary.payment.key.StripeSignature;
import io.tributary.payment.store.TransferBook;
import io.tributary.payment.store.TransferWorker;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the sandbox gateway calls. A genuine call is kept and has the payout looked up. */
@RestController
@RequestMapping("/hooks/sandbox/{account}")
@ConditionalOnProperty(
    name = "tributary.payment.sandbox.enabled",
    havingValue = "true",
    matchIfMissing = true)
@Hidden
class SandboxHookController {

  private static final int MAX_BODY = 1024 * 1024;
  private static final int MAX_EVENT_ID = 255;

  private final TransferBook transfers;
  private final TransferWorker worker;
  private final SandboxKeys keys;
  private final InstantSource clock;
  private final MeterRegistry metrics;

  SandboxHookController(
      TransferBook transfers,
      TransferWorker worker,
      SandboxKeys keys,
      InstantSource clock,
      MeterRegistry metrics) {
    this.transfers = transfers;
    this.worker = worker;
    this.keys = keys;
    this.clock = clock;
    this.metrics = metrics;
  }

  @PostMapping
  ResponseEntity<Void> called(
      @PathVariable("account") TenantId account,
      @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String signature,
      HttpServletRequest request)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      return refuse(HttpStatus.CONTENT_TOO_LARGE);
    }
    if (signature == null
        || !StripeSignature.verify(keys.hookSecret(account), signature, body, clock.instant())) {
      return refuse(HttpStatus.BAD_REQUEST);
    }
    JsonNode event;
    try {
      event = JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      return refuse(HttpStatus.BAD_REQUEST);
    }
    String id = event.path("id").asString("");
    if (id.isEmpty() || id.length() > MAX_EVENT_ID) {
      return refuse(HttpStatus.BAD_REQUEST);
    }
    transfers.called(
        account,
        SandboxGateway.NAME,
        id,
        body,
        payout(event.path("data").path("object").path("transfer_group").asString("")));
    worker.wake();
    return ResponseEntity.ok().build();
  }

  private ResponseEntity<Void> refuse(HttpStatus status) {
    Counter.builder("gateway_hooks_refused_total")
        .description("Calls in a gateway's name whose signature was wrong")
        .tag("gateway", SandboxGateway.NAME)
        .register(metrics)
        .increment();
    return ResponseEntity.status(status).build();
  }

  private static Optional<PayoutId> payout(String group) {
    try {
      return Optional.of(new PayoutId(group));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
