package io.tributary.notification.channel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves host names. */
@FunctionalInterface
public interface Names {

  /** Every address of a host. */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** As the machine is configured. */
  static Names system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
