package io.tributary.payment;

import io.tributary.contract.id.TenantId;
import io.tributary.payment.key.SandboxKeys;
import io.tributary.platform.testing.TestService;
import java.util.Map;

/** The payment role alone. Its worker looks only when it is woken. */
public final class PaymentApp {

  public static final String SECRET = "a secret of the sandbox for tests only";
  private static TestService shared;

  private PaymentApp() {}

  /** One for all tests of this JVM; it ends with it. */
  public static synchronized TestService shared() {
    if (shared == null) {
      shared =
          TestService.start(
              PaymentService.class,
              Map.of(
                  "tributary.payment.sandbox.secret",
                  SECRET,
                  "tributary.payment.sandbox.slow",
                  "1500ms",
                  "tributary.payment.poll",
                  "1h",
                  // Nobody listens there: a call would wake the worker in the middle of other
                  // tests.
                  "tributary.payment.sandbox.hook-url",
                  "http://127.0.0.1:1"));
    }
    return shared;
  }

  public static String apiKey(TenantId tenant) {
    return new SandboxKeys(SECRET).apiKey(tenant);
  }
}
