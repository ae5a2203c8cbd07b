package io.tributary.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Secrets that an installation needs and nobody has to choose: made once, kept in {@code
 * secrets.properties} of the data folder. Configuration that gives them itself wins.
 */
final class InstallationSecrets {

  private static final int KEY_BYTES = 32;

  private final Map<String, String> properties;

  private InstallationSecrets(Map<String, String> properties) {
    this.properties = properties;
  }

  static InstallationSecrets of(Path data) {
    Path file = data.resolve("secrets.properties");
    Map<String, String> known = Files.exists(file) ? PropertyFile.read(file) : Map.of();
    Map<String, String> complete = new TreeMap<>(known);
    complete.putIfAbsent("tributary.secret-key", key());
    complete.putIfAbsent("tributary.tracking.click-keys", "1:" + key());
    complete.putIfAbsent("tributary.payment.sandbox.secret", key());
    complete.putIfAbsent("tributary.sign-in-key", key());
    if (!complete.equals(known)) {
      PropertyFile.write(file, complete);
    }
    return new InstallationSecrets(complete);
  }

  Map<String, String> properties() {
    return properties;
  }

  private static String key() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
