package io.tributary.tracking.client;

import io.tributary.contract.tracking.Client;
import io.tributary.contract.tracking.Traits;
import io.tributary.tracking.text.Text;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Cuts what a sender shows of itself down to what is stored. */
public final class Clients {

  private static final int MAX_USER_AGENT = 512;
  private static final int MAX_LANGUAGE = 64;
  private static final int MAX_REFERRER = 1_024;
  private static final int STORED_GROUPS = 3;

  private Clients() {}

  /** The client of what it showed; null stands for what it did not. */
  public static Client of(
      @Nullable InetAddress address,
      @Nullable String userAgent,
      @Nullable String language,
      @Nullable String referrer) {
    return of(address, userAgent, language, referrer, null, null);
  }

  /** The client of what it showed, and of what was made of it. */
  public static Client of(
      @Nullable InetAddress address,
      @Nullable String userAgent,
      @Nullable String language,
      @Nullable String referrer,
      @Nullable Traits traits,
      @Nullable String fingerprint) {
    return new Client(
        address == null ? null : truncated(address),
        Text.clean(userAgent, MAX_USER_AGENT),
        Text.clean(language, MAX_LANGUAGE),
        Text.clean(referrer, MAX_REFERRER),
        traits,
        fingerprint);
  }

  /** The network of an address: /24 of IPv4, /48 of IPv6. */
  public static String truncated(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + ".0";
    }
    StringBuilder out = new StringBuilder(20);
    int groups = STORED_GROUPS;
    while (groups > 0 && group(bytes, groups - 1) == 0) {
      groups--;
    }
    for (int i = 0; i < groups; i++) {
      out.append(Integer.toHexString(group(bytes, i))).append(i < groups - 1 ? ":" : "");
    }
    return out.append("::").toString();
  }

  private static int group(byte[] bytes, int index) {
    return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
  }
}
