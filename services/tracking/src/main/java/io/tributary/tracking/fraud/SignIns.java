package io.tributary.tracking.fraud;

import io.tributary.contract.directory.SignInsSnapshot;
import io.tributary.platform.security.SignInHashes;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where the affiliate of a touch signed in of late.
 *
 * @param comparesDevices whether the visitor may be told apart by the browser
 */
record SignIns(SignInHashes hashes, SignInsSnapshot known, boolean comparesDevices) {

  boolean hasAddress(InetAddress address) {
    String hash = hashes.address(known.tenantId(), known.affiliateId(), address);
    return hash != null && known.addresses().contains(hash);
  }

  boolean hasDevice(InetAddress address, @Nullable String userAgent, @Nullable String language) {
    if (!comparesDevices || known.devices().isEmpty()) {
      return false;
    }
    String hash =
        hashes.device(known.tenantId(), known.affiliateId(), address, userAgent, language);
    return hash != null && known.devices().contains(hash);
  }
}
