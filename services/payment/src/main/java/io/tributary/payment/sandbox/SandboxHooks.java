package io.tributary.payment.sandbox;

import io.tributary.contract.id.IdSource;
import io.tributary.contract.id.TenantId;
import io.tributary.payment.key.SandboxKeys;
import io.tributary.payment.key.StripeSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Calls the account's owner when something happened, signed; once, and nobody may rely on it. */
public final class SandboxHooks {

  private static final Logger log = LoggerFactory.getLogger(SandboxHooks.class);
  private static final Duration WAIT = Duration.ofSeconds(5);

  /** Calls under way; more are left out, as a provider may do. */
  private static final int MAX_CALLS = 32;

  private final Supplier<String> owner;
  private final SandboxKeys keys;
  private final IdSource ids;
  private final InstantSource clock;
  private final Semaphore slots = new Semaphore(MAX_CALLS);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(WAIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * Calls to an address.
   *
   * @param owner base URL of who is called, asked for when it is needed
   */
  public SandboxHooks(Supplier<String> owner, SandboxKeys keys, IdSource ids, InstantSource clock) {
    this.owner = owner;
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
  }

  void created(TenantId account, String transfer, @Nullable String group) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", transfer);
    object.put("object", "transfer");
    object.put("transfer_group", group);
    byte[] body =
        JsonMapper.shared()
            .writeValueAsBytes(
                Map.of(
                    "id",
                    "evt_" + ids.next(),
                    "object",
                    "event",
                    "type",
                    "transfer.created",
                    "created",
                    clock.instant().getEpochSecond(),
                    "data",
                    Map.of("object", object)));
    if (slots.tryAcquire()) {
      Thread.ofVirtual().name("sandbox-hook").start(() -> call(account, body));
    }
  }

  private void call(TenantId account, byte[] body) {
    try {
      int status =
          http.send(
                  HttpRequest.newBuilder(URI.create(owner.get() + "/hooks/sandbox/" + account))
                      .timeout(WAIT)
                      .header("Content-Type", "application/json")
                      .header(
                          "Stripe-Signature",
                          StripeSignature.sign(keys.hookSecret(account), clock.instant(), body))
                      .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode();
      log.debug("sandbox hook answered {}", status);
    } catch (IOException e) {
      log.debug("sandbox hook not delivered: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      slots.release();
    }
  }
}
