package io.tributary.identity.account;

import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The administrator of a new installation.
 *
 * @param generated whether the password was made up here and must be shown
 */
public record FirstAdmin(String email, String password, boolean generated) {

  private static final int GENERATED_BYTES = 18;

  /**
   * The administrator as configured.
   *
   * @param password null or blank to have one generated
   * @throws IllegalStateException naming the property that cannot be used
   */
  public static FirstAdmin configured(
      String email, @Nullable String password, SecureRandom random) {
    String address = Emails.normalised(email);
    if (!Emails.isWellFormed(address)) {
      throw new IllegalStateException("tributary.identity.admin-email is no e-mail address");
    }
    if (password == null || password.isBlank()) {
      byte[] bytes = new byte[GENERATED_BYTES];
      random.nextBytes(bytes);
      return new FirstAdmin(
          address, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), true);
    }
    PasswordPolicy.complaint(password)
        .ifPresent(
            complaint -> {
              throw new IllegalStateException("tributary.identity.admin-password " + complaint);
            });
    return new FirstAdmin(address, password, false);
  }

  /** What is shown on the console once. */
  public String announcement() {
    String line = "=".repeat(72);
    return """
    %s
      First start: an administrator was created. The password is shown only now.

        E-mail    %s
        Password  %s
    %s\
    """
        .formatted(line, email, password, line);
  }

  @Override
  public String toString() {
    return "FirstAdmin " + email;
  }
}
