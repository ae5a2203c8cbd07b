package io.tributary.tracking.client;

import io.tributary.contract.tracking.Traits;
import io.tributary.tracking.agent.ClientHints;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Tells what a client's address and user agent say about it, without any look-up elsewhere. */
@FunctionalInterface
public interface TraitsSource {

  /** Knows nothing of anybody. */
  TraitsSource NONE = (address, userAgent, hints) -> null;

  /** The traits; null when nothing is known. */
  @Nullable Traits traits(
      @Nullable InetAddress address, @Nullable String userAgent, ClientHints hints);
}
