package io.tributary.tracking.visitor;

import io.tributary.contract.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints: what a browser shows of itself under a key that changes with the tenant and, at
 * midnight UTC, with the day. They cannot be compared between tenants or days, nor turned back
 * without the installation's secret.
 */
public final class Fingerprints {

  /** Of a fingerprint, in characters of base64url. */
  public static final int LENGTH = 22;

  private static final int BYTES = 16;
  private static final int BUFFER = 2_048;

  /** Day keys that a thread keeps; beyond, it forgets all and makes them anew. */
  private static final int MAX_KEYS = 1_024;

  private static final String ALGORITHM = "HmacSHA256";
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final ClickKeys keys;
  private final ThreadLocal<Workplace> workplaces = ThreadLocal.withInitial(Workplace::new);

  /**
   * Fingerprints.
   *
   * @param keys of which the first is the installation's secret
   */
  public Fingerprints(ClickKeys keys) {
    this.keys = keys;
  }

  /** The fingerprint of what was shown, in this order; null stands for what was not. */
  public String of(TenantId tenant, Instant now, @Nullable String... shown) {
    Workplace workplace = workplaces.get();
    Mac mac = workplace.mac(keys, tenant, Math.floorDiv(now.toEpochMilli(), DAY_MILLIS));
    int length = 0;
    for (String part : shown) {
      length = workplace.write(part, length);
    }
    mac.update(workplace.buffer, 0, length);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(mac.doFinal(), BYTES));
  }

  /** What one thread uses again and again. */
  private static final class Workplace {

    private final byte[] buffer = new byte[BUFFER];
    private final Map<String, Mac> macs = new HashMap<>();
    private long day = Long.MIN_VALUE;

    Mac mac(ClickKeys keys, TenantId tenant, long today) {
      if (today != day || macs.size() >= MAX_KEYS) {
        macs.clear();
        day = today;
      }
      return macs.computeIfAbsent(tenant.value(), id -> dayMac(keys, id, today));
    }

    /** Two bytes a character and an end mark; what does not fit is left out. */
    int write(@Nullable String part, int from) {
      int at = from;
      if (part != null) {
        for (int i = 0; i < part.length() && at + 3 < BUFFER; i++) {
          char c = part.charAt(i);
          buffer[at++] = (byte) (c >> 8);
          buffer[at++] = (byte) c;
        }
      }
      if (at < BUFFER) {
        buffer[at++] = part == null ? (byte) 0xfe : (byte) 0xff;
      }
      return at;
    }

    private static Mac dayMac(ClickKeys keys, String tenant, long day) {
      byte[] label = ("fingerprint\n" + day + "\n" + tenant).getBytes(StandardCharsets.UTF_8);
      byte[] key = keys.signing().mac().doFinal(label);
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(key, ALGORITHM));
        return mac;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
      }
    }
  }
}
