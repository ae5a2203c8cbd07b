package io.tributary.tracking.client;

import io.tributary.contract.tracking.Traits;
import io.tributary.tracking.agent.ClientHints;
import io.tributary.tracking.network.Network;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Tells what a client's address and user agent say about it, without any look-up elsewhere. */
public interface TraitsSource {

  /** Knows nothing of anybody. */
  TraitsSource NONE =
      new TraitsSource() {
        @Override
        public Network network(@Nullable InetAddress address) {
          return Network.UNKNOWN;
        }

        @Override
        public @Nullable Traits traits(
            Network network, @Nullable String userAgent, ClientHints hints) {
          return null;
        }
      };

  /** The network of an address. */
  Network network(@Nullable InetAddress address);

  /**
   * The traits; null when nothing is known.
   *
   * @param network of the client's address
   */
  @Nullable Traits traits(Network network, @Nullable String userAgent, ClientHints hints);
}
