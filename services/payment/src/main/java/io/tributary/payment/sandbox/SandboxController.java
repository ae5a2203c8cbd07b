package io.tributary.payment.sandbox;

import io.swagger.v3.oas.annotations.Hidden;
import io.tributary.contract.id.TenantId;
import io.tributary.payment.key.SandboxKeys;
import io.tributary.payment.sandbox.SandboxBooks.Answer;
import io.tributary.payment.sandbox.SandboxBooks.Movement;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sandbox gateway's interface: Stripe's transfers, and the list of what moved. */
@RestController
@RequestMapping("/sandbox")
@ConditionalOnProperty(
    name = "tributary.payment.sandbox.enabled",
    havingValue = "true",
    matchIfMissing = true)
@Hidden
class SandboxController {

  private static final String BEARER = "Bearer ";
  private static final int MAX_FORM = 16_384;
  private static final int MAX_KEY = 255;

  private final SandboxBooks books;
  private final SandboxKeys keys;
  private final SandboxHooks hooks;
  private final Duration slow;

  SandboxController(SandboxBooks books, SandboxKeys keys, SandboxHooks hooks, SandboxPace pace) {
    this.books = books;
    this.keys = keys;
    this.hooks = hooks;
    this.slow = pace.slow();
  }

  @PostMapping("/stripe/v1/transfers")
  void transfer(
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String bearer,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody(required = false) byte @Nullable [] form,
      HttpServletResponse response)
      throws IOException {
    Optional<TenantId> account = account(bearer);
    if (account.isEmpty()) {
      give(response, unauthorized());
    } else if (key == null || key.isEmpty() || key.length() > MAX_KEY) {
      give(response, invalid("Idempotency-Key is missing or too long"));
    } else if (form == null || form.length > MAX_FORM) {
      give(response, invalid("a form is expected"));
    } else {
      Answer answer = books.transfer(account.get(), key, decode(form));
      if (answer.created() != null) {
        hooks.created(account.get(), answer.created(), group(form));
      }
      give(response, answer);
    }
  }

  @GetMapping("/stripe/v1/transfers/{id}")
  void read(
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String bearer,
      @PathVariable("id") String id,
      HttpServletResponse response)
      throws IOException {
    Optional<TenantId> account = account(bearer);
    give(response, account.isEmpty() ? unauthorized() : books.read(account.get(), id));
  }

  @GetMapping("/stripe/v1/transfers")
  void list(
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String bearer,
      @RequestParam("transfer_group") String group,
      HttpServletResponse response)
      throws IOException {
    Optional<TenantId> account = account(bearer);
    give(response, account.isEmpty() ? unauthorized() : books.list(account.get(), group));
  }

  @GetMapping("/movements")
  Movements movements(
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String bearer,
      HttpServletResponse response) {
    Optional<TenantId> account = account(bearer);
    if (account.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return new Movements(List.of());
    }
    return new Movements(books.movements(account.get()));
  }

  /** What moved, oldest first. */
  record Movements(List<Movement> data) {}

  private void give(HttpServletResponse response, Answer answer) throws IOException {
    switch (answer.behaviour()) {
      case LOST_REQUEST, LOST_ANSWER -> cut(response);
      case SLOW -> {
        try {
          Thread.sleep(slow);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        write(response, answer);
      }
      case OK, ERROR_500_SAVED, GARBAGE, REFUSE, NO_FUNDS, BAD_CREDENTIALS ->
          write(response, answer);
    }
  }

  /** Promises more than it gives, and closes. */
  private static void cut(HttpServletResponse response) throws IOException {
    response.setHeader("Connection", "close");
    response.setContentType("application/json");
    response.setContentLength(1_000);
    response.getOutputStream().write('{');
    response.flushBuffer();
  }

  private static void write(HttpServletResponse response, Answer answer) throws IOException {
    response.setStatus(answer.status());
    response.setContentType("application/json");
    response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private Optional<TenantId> account(@Nullable String bearer) {
    return bearer == null || !bearer.startsWith(BEARER)
        ? Optional.empty()
        : keys.accountOf(bearer.substring(BEARER.length()));
  }

  private static Answer unauthorized() {
    return SandboxBooks.error(
        401, "invalid_request_error", "", "Invalid API Key provided", Behaviour.OK);
  }

  private static Answer invalid(String message) {
    return SandboxBooks.error(
        400, "invalid_request_error", "parameter_invalid", message, Behaviour.OK);
  }

  private static @Nullable String group(byte[] form) {
    return decode(form).get("transfer_group");
  }

  private static Map<String, String> decode(byte[] form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : new String(form, StandardCharsets.US_ASCII).split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(
            URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }
}
